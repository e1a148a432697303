// Where the server is and which space comes from the page's address; a page of yours writes it into the tag.
const chat = document.querySelector('readback-chat');
const asked = new URLSearchParams(location.search);
for (const name of ['server', 'space', 'language', 'theme']) {
  if (asked.has(name)) {
    chat.setAttribute(name, asked.get(name));
  }
}

// What is unread, in the title; and to the page around, where this one is in a frame of it.
const title = document.title;
chat.addEventListener('unread-changed', (event) => {
  const { unread } = event.detail;
  document.title = unread === 0 ? title : `(${unread}) ${title}`;
  if (window.parent !== window) {
    window.parent.postMessage({ type: 'readback-unread', unread }, location.origin);
  }
});
