import { forget, load, save } from '../browser/storage';

const saveMilliseconds = 250;

/** What is being written, for a user in a space: kept over a reload, a lost connection and a session that ends. */
export class Draft {
  text: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly key: string) {
    this.text = load<string>(key) ?? '';
  }

  /** Takes the text in; it is stored a moment after the last key was pressed. */
  set(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), saveMilliseconds);
  }

  store(): void {
    clearTimeout(this.timer);
    if (this.text === '') {
      forget(this.key);
    } else {
      save(this.key, this.text);
    }
  }
}
