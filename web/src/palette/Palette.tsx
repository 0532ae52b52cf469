import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listQuery } from '../customers/customers';
import { lastPlace } from '../frame/lastPlace';
import { useSession } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { commandsNow } from './commands';
import { type Entry, entriesOf, matching, recent, remember } from './entries';
import styles from './Palette.module.css';

const FOUND = 8;

/** Opens with Ctrl or ⌘ and K, wherever one is. */
export function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
}

/** Goes anywhere by a few letters: pages, customers, things to do, other products. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  const session = useSession();
  const { team: teamId, product: productId } = useParams({ strict: false });
  const team = session.teams.find((each) => each.id === teamId) ?? session.teams[0];
  const product =
    team?.products.find((each) => each.id === (productId ?? lastPlace()?.product)) ??
    team?.products[0];
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  // The server is asked a moment after the last key.
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const where = { teamId: team?.id ?? '', productId: product?.id ?? '' };
  const search = useQuery({
    ...listQuery(where, { q: asked }),
    enabled: product !== undefined && asked.length >= 2,
  });
  const all = entriesOf(session, team, product, t, commandsNow());
  const customers: Entry[] =
    asked.length >= 2 && typed.trim().length >= 2
      ? (search.data?.items ?? []).slice(0, FOUND).map((customer) => ({
          group: 'customers',
          href: `/t/${where.teamId}/p/${where.productId}/customers?c=${customer.id}&q=${encodeURIComponent(asked)}`,
          label: customer.name ? `${customer.name} · ${customer.email}` : customer.email,
        }))
      : [];
  const shown = [...(typed.trim() ? [] : recent(all)), ...matching(all, typed), ...customers];
  const active = Math.min(at, shown.length - 1);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.run) return entry.run();
    if (entry.group !== 'customers') remember(entry);
    router.history.push(entry.href);
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: (active + 1) % Math.max(shown.length, 1),
      ArrowUp: (active - 1 + shown.length) % Math.max(shown.length, 1),
      Home: 0,
      End: shown.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
      document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(shown[active]);
    }
  };
  return (
    <Dialog title={t('palette.title')} onClose={onClose}>
      <input
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-label={t('palette.label')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        className={styles.input}
        placeholder={t('palette.label')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t('palette.title')} className={styles.list}>
        {shown.map((entry, place) => (
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the focus and the keys
          <div
            key={`${entry.group} ${entry.href}`}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            className={styles.option}
            onMouseMove={() => setAt(place)}
            onClick={() => choose(entry)}
          >
            <span>{entry.label}</span>
            <span className="muted">{t(`palette.group.${entry.group}`)}</span>
          </div>
        ))}
      </div>
      <p role="status" className="muted">
        {shown.length === 0 && !search.isFetching && t('palette.none')}
      </p>
    </Dialog>
  );
}
