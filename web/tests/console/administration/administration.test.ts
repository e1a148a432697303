import { describe, expect, it } from 'vitest';
import { actionName, outcomeName, outcomes } from '../../../src/console/administration/record-names';
import { emptyFilter, recordQuery } from '../../../src/console/administration/record-filter';
import { roleName } from '../../../src/console/administration/roles';
import { sections, sectionsFor } from '../../../src/console/administration/sections';

describe('the administration', () => {
  it('shows administrators all of it, auditors the acts and the export, operators nothing', () => {
    expect(sectionsFor({ isAdmin: true, isAuditor: false })).toEqual(sections);
    expect(sectionsFor({ isAdmin: true, isAuditor: true })).toEqual(sections);
    expect(sectionsFor({ isAdmin: false, isAuditor: true })).toEqual(['audit', 'export']);
    expect(sectionsFor({ isAdmin: false, isAuditor: false })).toEqual([]);
  });

  it('leaves words that it does not know as the server says them', () => {
    expect(actionName('user.created')).not.toBe('user.created');
    expect(actionName('user.cloned')).toBe('user.cloned');
    expect(outcomes.map(outcomeName)).not.toContain('');
    expect(outcomeName('toString')).toBe('toString');
    expect(roleName('JANITOR')).toBe('JANITOR');
  });

  it('asks for records by what is given, the last minute to its end', () => {
    expect(recordQuery(emptyFilter, 2)).toMatchObject({ username: '', dateSt: undefined, dateEn: undefined, page: 2 });
    const { username, dateSt, dateEn } = recordQuery({ ...emptyFilter, username: ' Ayse ', since: '2026-11-23T09:15', until: '2026-11-23T09:16' }, 0);
    expect(username).toBe('Ayse');
    expect(new Date(String(dateEn)).getTime() - new Date(String(dateSt)).getTime()).toBe(119_999);
  });
});
