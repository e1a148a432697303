import { Observable } from '../../browser/observable';

/** Tells everything that failed to load when there is a session again, or a server. */
class ComeBack extends Observable {
  private wasAway = false;

  /** Called at each turn with whether there is a session just now. */
  tell(isHere: boolean): void {
    if (isHere && this.wasAway) {
      this.changed();
    }
    this.wasAway = !isHere;
  }
}

export const comeBack = new ComeBack();
