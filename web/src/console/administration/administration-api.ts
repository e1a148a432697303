import type { Http } from '../../api/http';
import type { Page } from '../../api/wire';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly enabled: boolean;
  readonly requirePasswordReset: boolean;
  readonly createdBy: string;
  readonly creationDate: string;
}

/** What a user is to be; what is left out stays as it is. */
export type UserInput = Partial<Pick<User, 'username' | 'email' | 'phone' | 'enabled' | 'requirePasswordReset'>> & {
  readonly password?: string;
};

export interface SpaceRow {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string;
  readonly creationDate: string;
}

/** An attempt to log in. */
export interface LogInRow {
  readonly username: string;
  readonly date: string;
  readonly ip: string;
  readonly isSuccessful: boolean;
  readonly msg: string;
}

/** An administrative act. */
export interface ActRow {
  readonly username: string;
  readonly date: string;
  readonly ip: string;
  readonly action: string;
  readonly target: string;
}

/** A setting of the server that works and is not safe. */
export interface SettingWarning {
  readonly setting: string;
  readonly text: string;
}

export type RecordQuery = Readonly<Record<string, string | number | undefined>>;

/** The calls that are for administrators. */
export class AdministrationApi {
  constructor(private readonly http: Http) {}

  users(): Promise<readonly User[]> {
    return this.http.json('/api/users');
  }

  user(id: string): Promise<User> {
    return this.http.json(userPath(id));
  }

  addUser(user: UserInput): Promise<User> {
    return this.http.json('/api/users', { method: 'POST', json: user });
  }

  async changeUser(id: string, user: UserInput): Promise<void> {
    await this.http.send(userPath(id), { method: 'PUT', json: user });
  }

  async deleteUser(id: string): Promise<void> {
    await this.http.send(userPath(id), { method: 'DELETE' });
  }

  async resetPassword(username: string, password: string, requirePasswordReset: boolean): Promise<void> {
    const json = { newPassword: password, newPasswordAgain: password, requirePasswordReset };
    await this.http.send(`${userPath(username)}/reset-password`, { method: 'POST', json });
  }

  rolesOf(id: string): Promise<readonly string[]> {
    return this.http.json(`${userPath(id)}/roles`);
  }

  async setRole(id: string, role: string, isHeld: boolean): Promise<void> {
    await (isHeld
      ? this.http.send(`${userPath(id)}/roles`, { method: 'POST', json: role })
      : this.http.send(`${userPath(id)}/roles/${encodeURIComponent(role)}`, { method: 'DELETE' }));
  }

  spacesOf(id: string, signal?: AbortSignal): Promise<readonly SpaceRow[]> {
    return this.http.json(`${userPath(id)}/spaces`, { signal });
  }

  async join(id: string, spaceId: string): Promise<void> {
    await this.http.send(`${userPath(id)}/spaces`, { method: 'POST', json: spaceId });
  }

  async leave(id: string, spaceId: string): Promise<void> {
    await this.http.send(`${userPath(id)}/spaces/${encodeURIComponent(spaceId)}`, { method: 'DELETE' });
  }

  spaces(): Promise<readonly SpaceRow[]> {
    return this.http.json('/api/spaces');
  }

  space(id: string): Promise<SpaceRow> {
    return this.http.json(spacePath(id));
  }

  addSpace(name: string): Promise<SpaceRow> {
    return this.http.json('/api/spaces', { method: 'POST', json: { name } });
  }

  async renameSpace(id: string, name: string): Promise<void> {
    await this.http.send(spacePath(id), { method: 'PUT', json: { name } });
  }

  async closeSpace(id: string): Promise<void> {
    await this.http.send(spacePath(id), { method: 'DELETE' });
  }

  locked(): Promise<readonly string[]> {
    return this.http.json('/api/auth/locked-users');
  }

  async unlock(username: string): Promise<void> {
    await this.http.send(`/api/auth/locked-users/${encodeURIComponent(username)}`, { method: 'DELETE' });
  }

  online(space: string): Promise<readonly string[]> {
    return this.http.json('/api/auth/logged-in-users', { space });
  }

  logIns(query: RecordQuery, signal: AbortSignal): Promise<Page<LogInRow>> {
    return this.http.json('/api/auth/auth-logs', { query, signal });
  }

  acts(query: RecordQuery, signal: AbortSignal): Promise<Page<ActRow>> {
    return this.http.json('/api/audit', { query, signal });
  }

  warnings(signal: AbortSignal): Promise<readonly SettingWarning[]> {
    return this.http.json('/api/warnings', { signal });
  }

  export(space: string, query: RecordQuery, signal: AbortSignal): Promise<Response> {
    return this.http.send('/api/export', { space, query, signal });
  }
}

function userPath(id: string): string {
  return `/api/users/${encodeURIComponent(id)}`;
}

function spacePath(id: string): string {
  return `/api/spaces/${encodeURIComponent(id)}`;
}
