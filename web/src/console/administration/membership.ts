import type { AdministrationApi, User } from './administration-api';

/** Calls under way at once; the server answers them from memory. */
const maxCalls = 6;

/**
 * Which of the users are members of a space. The server lists a user's spaces, not a space's users, so every user is
 * asked about; `progress` is told how many have been.
 */
export async function membersOf(
  api: Pick<AdministrationApi, 'spacesOf'>,
  users: readonly User[],
  spaceId: string,
  signal: AbortSignal,
  progress: (done: number) => void = () => {},
): Promise<readonly User[]> {
  const isMember = new Array<boolean>(users.length).fill(false);
  let next = 0;
  let done = 0;
  const ask = async () => {
    for (let at = next++; at < users.length; at = next++) {
      signal.throwIfAborted();
      const spaces = await api.spacesOf(users[at]!.id, signal);
      isMember[at] = spaces.some((space) => space.id === spaceId);
      progress(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxCalls, users.length) }, ask));
  return users.filter((_, at) => isMember[at]);
}
