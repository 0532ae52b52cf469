import { may, type Product, type Session, type Team } from '../session/session';
import type { Command } from './commands';

/** A place to go to, under the heading of its group. */
export interface Entry {
  /** Address within the application; also what makes an entry the same as another. */
  href: string;
  label: string;
  group: 'recent' | 'customers' | 'pages' | 'do' | 'switch';
  /** Done instead of going to an address. */
  run?: () => void;
}

type Say = (key: string, values?: Record<string, unknown>) => string;

/** Everything that somebody may reach from where they are, in the order in which it is offered. */
export function entriesOf(
  session: Session,
  team: Team | undefined,
  product: Product | undefined,
  t: Say,
  commands: Command[] = [],
): Entry[] {
  const entries: Entry[] = [];
  const add = (group: Entry['group'], href: string, label: string, shown = true) => {
    if (shown) entries.push({ group, href, label });
  };
  if (team && product) {
    const at = `/t/${team.id}/p/${product.id}`;
    add('pages', `${at}/overview`, t('nav.overview'));
    add('pages', `${at}/customers`, t('nav.customers'), may(product, 'list-customers'));
    add('pages', `${at}/matrix`, t('nav.matrix'), may(product, 'view-customers'));
    add('pages', `${at}/cleanup`, t('nav.cleanup'), may(product, 'clean-up'));
    add('pages', `${at}/imports`, t('nav.imports'), may(product, 'view-imports'));
    add('pages', `${at}/settings`, t('nav.product'), may(product, 'edit-product'));
  }
  if (team) {
    const at = `/t/${team.id}`;
    add('pages', `${at}/members`, t('nav.team'));
    add('pages', `${at}/settings`, t('nav.teamSettings'), may(team, 'edit-team'));
    add('pages', `${at}/credits`, t('nav.credits'), may(team, 'view-credit-balance'));
    add('pages', `${at}/permissions`, t('nav.permissions'));
    add('pages', `${at}/audit`, t('nav.audit'), may(team, 'view-audit-log'));
    add('pages', `${at}/inbox`, t('nav.inbox'));
  }
  add('pages', '/account', t('nav.account'));
  for (const { id, label, run } of commands) entries.push({ group: 'do', href: id, label, run });
  if (team && product) {
    add(
      'do',
      `/t/${team.id}/p/${product.id}/imports/new`,
      t('imports.new'),
      may(product, 'import-customers'),
    );
  }
  if (team) {
    add('do', `/t/${team.id}/new-product`, t('nav.newProduct'), may(team, 'create-product'));
  }
  for (const other of session.teams) {
    for (const each of other.products) {
      add(
        'switch',
        `/t/${other.id}/p/${each.id}/overview`,
        session.teams.length > 1 ? `${each.name} · ${other.name}` : each.name,
        each.id !== product?.id,
      );
    }
  }
  return entries;
}

/** Those whose words begin with what was typed, each word of it somewhere. */
export function matching(entries: Entry[], typed: string): Entry[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const label = plain(entry.label);
    return words.every((word) => label.startsWith(word) || label.includes(` ${word}`));
  });
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
}

const KEY = 'kundenwert.recent';
const KEPT = 5;

/** The last places that were chosen, the latest first; only those that can still be reached. */
export function recent(entries: Entry[]): Entry[] {
  return stored()
    .map((href) => entries.find((entry) => entry.href === href))
    .filter((entry): entry is Entry => entry !== undefined)
    .map((entry) => ({ ...entry, group: 'recent' }));
}

export function remember(entry: Entry): void {
  const hrefs = [entry.href, ...stored().filter((href) => href !== entry.href)].slice(0, KEPT);
  localStorage.setItem(KEY, JSON.stringify(hrefs));
}

function stored(): string[] {
  try {
    const hrefs: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(hrefs) ? hrefs.filter((href) => typeof href === 'string') : [];
  } catch {
    return [];
  }
}
