import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable } from './observable';

/** Renders its host again whenever one of the watched things changed, for as long as the host is on the page. */
export class Watch implements ReactiveController {
  private stops: (() => void)[] = [];
  private isConnected = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private watched: readonly Observable[] = [],
  ) {
    host.addController(this);
  }

  /** Watches these from now on, and nothing else. */
  only(...watched: readonly (Observable | null | undefined)[]): void {
    const real = watched.filter((each) => each != null);
    if (real.length === this.watched.length && real.every((each, i) => each === this.watched[i])) {
      return;
    }
    this.stop();
    this.watched = real;
    if (this.isConnected) {
      this.start();
    }
  }

  hostConnected(): void {
    this.isConnected = true;
    this.start();
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.isConnected = false;
    this.stop();
  }

  private start(): void {
    this.stops = this.watched.map((each) => each.listen(() => this.host.requestUpdate()));
  }

  private stop(): void {
    this.stops.forEach((stop) => stop());
    this.stops = [];
  }
}
