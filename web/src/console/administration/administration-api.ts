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

/** A program that sends or reads by a token of its own. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expirationDate: string | null;
  readonly revoked: boolean;
  readonly lastUsedDate: string | null;
}

/** What a machine is to be. */
export interface MachineInput {
  readonly name: string;
  readonly scopes: readonly string[];
  /** From when on its token is to be worth nothing; null: never. */
  readonly expirationDate: string | null;
}

export interface MachineWithToken {
  readonly machine: Machine;
  readonly token: string;
}

/** Where a space's messages are told to. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly unreadMinutes: number | null;
  readonly enabled: boolean;
  readonly failingSinceDate: string | null;
  readonly nextAttemptDate: string | null;
  readonly disabledDate: string | null;
}

/** What a webhook is to be; what is left out stays as it is. */
export type WebhookInput = Partial<Pick<Webhook, 'url' | 'events' | 'enabled'>> & { readonly unreadMinutes?: number };

export interface WebhookWithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

export interface WebhookDelivery {
  readonly event: string;
  readonly date: string;
  readonly attempt: number;
  readonly successful: boolean;
  readonly status: number | null;
  readonly error: string | null;
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

  machines(spaceId: string): Promise<readonly Machine[]> {
    return this.http.json(machinesPath(spaceId));
  }

  addMachine(spaceId: string, machine: MachineInput): Promise<MachineWithToken> {
    return this.http.json(machinesPath(spaceId), { method: 'POST', json: machine });
  }

  renewMachine(spaceId: string, id: string, expirationDate: string | null): Promise<MachineWithToken> {
    return this.http.json(`${machinesPath(spaceId, id)}/token`, { method: 'POST', json: { expirationDate } });
  }

  async revokeMachine(spaceId: string, id: string): Promise<void> {
    await this.http.send(machinesPath(spaceId, id), { method: 'DELETE' });
  }

  webhooks(spaceId: string): Promise<readonly Webhook[]> {
    return this.http.json(webhooksPath(spaceId));
  }

  addWebhook(spaceId: string, webhook: WebhookInput): Promise<WebhookWithSecret> {
    return this.http.json(webhooksPath(spaceId), { method: 'POST', json: webhook });
  }

  renewWebhook(spaceId: string, id: string): Promise<WebhookWithSecret> {
    return this.http.json(`${webhooksPath(spaceId, id)}/secret`, { method: 'POST' });
  }

  async changeWebhook(spaceId: string, id: string, webhook: WebhookInput): Promise<void> {
    await this.http.send(webhooksPath(spaceId, id), { method: 'PUT', json: webhook });
  }

  async testWebhook(spaceId: string, id: string): Promise<void> {
    await this.http.send(`${webhooksPath(spaceId, id)}/test`, { method: 'POST' });
  }

  async deleteWebhook(spaceId: string, id: string): Promise<void> {
    await this.http.send(webhooksPath(spaceId, id), { method: 'DELETE' });
  }

  deliveries(spaceId: string, id: string): Promise<readonly WebhookDelivery[]> {
    return this.http.json(`${webhooksPath(spaceId, id)}/deliveries`);
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

function machinesPath(spaceId: string, ...rest: readonly string[]): string {
  return [`${spacePath(spaceId)}/machines`, ...rest.map(encodeURIComponent)].join('/');
}

function webhooksPath(spaceId: string, ...rest: readonly string[]): string {
  return [`${spacePath(spaceId)}/webhooks`, ...rest.map(encodeURIComponent)].join('/');
}
