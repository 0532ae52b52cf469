import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import {
  Archive,
  Bell,
  Building2,
  CircleUser,
  Coins,
  FileUp,
  Grid3x3,
  House,
  KeyRound,
  PanelLeftClose,
  PanelLeftOpen,
  ScrollText,
  Search,
  Settings2,
  Users,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadQuery } from '../inbox/inbox';
import { useLive } from '../live/live';
import { Palette, usePaletteKey } from '../palette/Palette';
import { may, useSession } from '../session/session';
import { count } from '../ui/format';
import { lastList } from '../customers/views';
import { FrameNote } from '../ui/Page';
import { useChoice } from '../ui/choice';
import { ForbiddenPage } from './ForbiddenPage';
import { useForeignNote } from './foreign';
import { ImportPill } from './ImportPill';
import { Keys } from './Keys';
import { lastPlace, remember } from './lastPlace';
import { rail } from './rail';
import { neededFor } from './rights';
import { RoleNotice } from './RoleNotice';
import styles from './Shell.module.css';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface Item {
  to: string;
  label: string;
  icon: LucideIcon;
  shown: boolean;
}

/** Navigation and page. What somebody may not do is not there at all. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const [searching, setSearching] = useState(false);
  const [menu, setMenu] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setMenu(false), [pathname]);
  usePaletteKey(useCallback(() => setSearching(true), []));
  const { team: teamId, product: productId } = useParams({ strict: false });
  const team = session.teams.find((each) => each.id === teamId) ?? session.teams[0];
  const product =
    team?.products.find((each) => each.id === (productId ?? lastPlace()?.product)) ??
    (productId ? undefined : team?.products[0]);
  const narrow = useChoice(rail) === 'narrow';
  const foreign = useForeignNote(team, productId ? product : undefined);
  // Of another team's things, or of none, the page itself says that they are not there.
  const needed = team?.id === teamId ? neededFor(pathname) : null;
  const at = needed?.ofProduct ? product : team;
  const refused = needed && at && !may(at, needed.action) ? needed.action : null;
  useLive(team?.id);
  useEffect(() => {
    if (team && product) remember({ team: team.id, product: product.id });
  }, [team, product]);
  const productItems: Item[] = product
    ? [
        item('overview', t('nav.overview'), House, true),
        item('customers', t('nav.customers'), Users, may(product, 'list-customers')),
        item('matrix', t('nav.matrix'), Grid3x3, may(product, 'view-customers')),
        item('cleanup', t('nav.cleanup'), Archive, may(product, 'clean-up')),
        item('imports', t('nav.imports'), FileUp, may(product, 'view-imports')),
        item('settings', t('nav.product'), Settings2, may(product, 'edit-product')),
      ]
    : [];
  const teamItems: Item[] = team
    ? [
        item('members', t('nav.team'), UsersRound, true),
        item('settings', t('nav.teamSettings'), Building2, may(team, 'edit-team')),
        item('credits', t('nav.credits'), Coins, may(team, 'view-credit-balance')),
        item('permissions', t('nav.permissions'), KeyRound, true),
        item('audit', t('nav.audit'), ScrollText, may(team, 'view-audit-log')),
      ]
    : [];
  return (
    <div className={styles.shell} data-rail={narrow ? 'narrow' : undefined}>
      <a className={styles.skip} href="#main">
        {t('nav.skip')}
      </a>
      <aside className={styles.rail} data-menu={menu ? 'open' : undefined}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width="20" height="20" />
          <span className={styles.label}>Kundenwert</span>
        </div>
        <Switcher />
        <button
          type="button"
          className={styles.search}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => setSearching(true)}
        >
          <Search size={16} aria-hidden />
          <span className={styles.label}>{t('palette.title')}</span>
          <kbd aria-hidden>{APPLE ? '⌘K' : t('palette.key')}</kbd>
        </button>
        <button
          type="button"
          className={styles.menu}
          aria-expanded={menu}
          onClick={() => setMenu(!menu)}
        >
          {t('nav.menu')}
        </button>
        <nav aria-label={t('nav.main')}>
          {team &&
            product &&
            productItems
              .filter((each) => each.shown)
              .map((each) => (
                <Link
                  key={each.to}
                  to={`/t/$team/p/$product/${each.to}` as '/t/$team/p/$product/customers'}
                  params={{ team: team.id, product: product.id }}
                  // A function: what was shown last is known when one goes there.
                  search={() => (each.to === 'customers' ? lastList(session.user.id, product.id) : {})}
                  activeOptions={{ exact: false, includeSearch: false }}
                  title={narrow ? each.label : undefined}
                >
                  <each.icon size={16} aria-hidden />
                  <span className={styles.label}>{each.label}</span>
                </Link>
              ))}
          <div className={styles.divider} />
          {team &&
            teamItems
              .filter((each) => each.shown)
              .map((each) => (
                <Link
                  key={each.to}
                  to={`/t/$team/${each.to}` as '/t/$team/members'}
                  params={{ team: team.id }}
                  title={narrow ? each.label : undefined}
                >
                  <each.icon size={16} aria-hidden />
                  <span className={styles.label}>{each.label}</span>
                </Link>
              ))}
        </nav>
        {team && product && may(product, 'view-imports') && (
          <ImportPill team={team} product={product} />
        )}
        <nav className={styles.bottom} aria-label={t('nav.own')}>
          {team && <InboxLink teamId={team.id} narrow={narrow} />}
          <Link to="/account" title={narrow ? (session.user.name ?? t('nav.account')) : undefined}>
            <CircleUser size={16} aria-hidden />
            <span className={styles.label}>{session.user.name ?? t('nav.account')}</span>
          </Link>
        </nav>
        <button
          type="button"
          className={styles.fold}
          title={narrow ? t('frame.wide') : undefined}
          onClick={() => rail.set(narrow ? 'wide' : 'narrow')}
        >
          {narrow ? <PanelLeftOpen size={16} aria-hidden /> : <PanelLeftClose size={16} aria-hidden />}
          <span className={styles.label}>{t(narrow ? 'frame.wide' : 'frame.narrow')}</span>
        </button>
      </aside>
      <Keys />
      {searching && <Palette onClose={() => setSearching(false)} />}
      <main id="main" className={styles.main}>
        <OfflineBar />
        <RoleNotice team={team} />
        <FrameNote value={foreign}>
          {refused ? <ForbiddenPage key={pathname} action={refused} /> : <Outlet />}
        </FrameNote>
      </main>
    </div>
  );
}

/** The way to one's notifications, with how many are unread. */
function InboxLink({ teamId, narrow }: { teamId: string; narrow: boolean }) {
  const { t } = useTranslation();
  const unread = useQuery(unreadQuery(teamId)).data ?? 0;
  return (
    <Link
      to="/t/$team/inbox"
      params={{ team: teamId }}
      title={narrow ? t('nav.inbox') : undefined}
    >
      <Bell size={16} aria-hidden />
      <span className={styles.label}>{t('nav.inbox')}</span>
      {unread > 0 && (
        <>
          <span className={`chip ${styles.unread}`} aria-hidden>
            {count(unread)}
          </span>
          <span className="hidden">{t('inbox.count', { count: unread, shown: count(unread) })}</span>
        </>
      )}
    </Link>
  );
}

function item(to: string, label: string, icon: LucideIcon, shown: boolean): Item {
  return { to, label, icon, shown };
}

/** Which team and product the pages are about. */
function Switcher() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const { team: teamId, product: productId } = useParams({ strict: false });
  const team = session.teams.find((each) => each.id === teamId) ?? session.teams[0];
  if (!team) return null;
  return (
    <div className={styles.switcher}>
      {session.teams.length > 1 && (
        <select
          aria-label={t('nav.switchTeam')}
          value={team.id}
          onChange={(event) =>
            void navigate({ to: '/t/$team', params: { team: event.target.value } })
          }
        >
          {session.teams.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      )}
      <select
        aria-label={t('nav.switchProduct')}
        value={
          (
            team.products.find((each) => each.id === (productId ?? lastPlace()?.product)) ??
            team.products[0]
          )?.id ?? ''
        }
        onChange={(event) => {
          const chosen = event.target.value;
          void (chosen === 'new'
            ? navigate({ to: '/t/$team/new-product', params: { team: team.id } })
            : navigate({
                to: '/t/$team/p/$product/overview',
                params: { team: team.id, product: chosen },
              }));
        }}
      >
        {team.products.length === 0 && <option value="">{t('nav.noProduct')}</option>}
        {team.products.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
        {may(team, 'create-product') && <option value="new">{t('nav.newProduct')}</option>}
      </select>
    </div>
  );
}

function OfflineBar() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
  return online ? null : (
    <div className={styles.offline} role="status">
      {t('error.offline')}
    </div>
  );
}
