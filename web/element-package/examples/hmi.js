// The frame says what is unread; whatever else sends messages to this page is not listened to.
window.addEventListener('message', (event) => {
  if (event.origin === location.origin && event.data?.type === 'readback-unread') {
    document.getElementById('unread').textContent = String(event.data.unread);
  }
});
