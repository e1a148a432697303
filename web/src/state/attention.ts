import { Observable } from '../browser/observable';
import { load, save } from '../browser/storage';
import type { ChatMessage } from '../api/wire';
import { t } from '../i18n/element';

/** Where the choice for a space is kept. */
export function attentionKey(server: URL, username: string, space: string): string {
  return `readback:attention:${server.href}:${username}:${space}`;
}

interface Choice {
  readonly sound: boolean;
  readonly notifications: boolean;
}

/** Between two sounds, in milliseconds: a burst is one call for attention, not twenty. */
const quietMilliseconds = 2_000;
const maxNotificationUnits = 140;

/** Calls for attention when a message comes and nobody looks: a sound, a system notification. Off until asked for. */
export class Attention extends Observable {
  private choice: Choice;
  private soundedAt = 0;

  constructor(
    private readonly key: string,
    private readonly space: string,
  ) {
    super();
    this.choice = load<Choice>(key) ?? { sound: false, notifications: false };
    if (this.choice.sound) {
      unlockSoundWithNextGesture();
    }
  }

  get hasSound(): boolean {
    return this.choice.sound;
  }

  get hasNotifications(): boolean {
    return this.choice.notifications && canNotify() && Notification.permission === 'granted';
  }

  /** Whether the browser has been told never to show any (or can't, as on plain HTTP). */
  get isBlocked(): boolean {
    return !canNotify() || Notification.permission === 'denied';
  }

  /** Call it from a click: browsers let a page sound only after one. */
  toggleSound(): void {
    this.keep({ ...this.choice, sound: !this.choice.sound });
    if (this.choice.sound) {
      beep();
    }
  }

  async toggleNotifications(): Promise<void> {
    const wanted = !this.hasNotifications;
    if (wanted && canNotify() && Notification.permission === 'default') {
      await Notification.requestPermission();
    }
    this.keep({ ...this.choice, notifications: wanted });
  }

  /** A message came. */
  callFor(message: ChatMessage): void {
    this.call(`${this.space}: ${t('newFrom', { name: message.createdBy })}`, message.content.slice(0, maxNotificationUnits));
  }

  call(title: string, body: string): void {
    const now = Date.now();
    if (this.choice.sound && now - this.soundedAt > quietMilliseconds) {
      this.soundedAt = now;
      beep();
    }
    if (this.hasNotifications) {
      this.notify(title, body);
    }
  }

  private notify(title: string, body: string): void {
    const notification = new Notification(title, { body, tag: `readback:${this.space}` });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  }

  private keep(choice: Choice): void {
    this.choice = choice;
    save(this.key, choice);
    this.changed();
  }
}

function canNotify(): boolean {
  return typeof Notification === 'function' && isSecureContext;
}

let audio: AudioContext | null = null;

/** Two short tones, made here: no file to load. */
function beep(): void {
  audio ??= new AudioContext();
  void audio.resume();
  [660, 880].forEach((frequency, i) => tone(audio!, frequency, audio!.currentTime + i * 0.16));
}

function tone(context: AudioContext, frequency: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.2, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.14);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.15);
}

let isAskingForGesture = false;

function unlockSoundWithNextGesture(): void {
  if (isAskingForGesture) {
    return;
  }
  isAskingForGesture = true;
  const unlock = () => {
    audio ??= new AudioContext();
    void audio.resume();
  };
  addEventListener('pointerdown', unlock, { once: true, capture: true });
  addEventListener('keydown', unlock, { once: true, capture: true });
}
