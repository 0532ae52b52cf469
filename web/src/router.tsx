import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ApiError } from './api/client';
import type { ListSearch } from './customers/customers';
import { ErrorPage, MissingPage } from './frame/FailurePages';
import { HomePage } from './frame/HomePage';
import { Shell } from './frame/Shell';
import { sessionQuery } from './session/session';
import { SignInPage } from './entry/SignInPage';
import type { AuditSearch } from './team/audit';
import { NewProductPage } from './team/NewProductPage';
import { NewTeamPage } from './team/NewTeamPage';

interface Context {
  queries: QueryClient;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: ErrorPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({
    next: text(search.next),
  }),
  component: SignInPage,
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./entry/SignUpPage'), 'SignUpPage'),
});
const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  component: lazyRouteComponent(() => import('./entry/ConfirmPage'), 'ConfirmPage'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('./entry/ResetPage'), 'ResetPage'),
});
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(() => import('./entry/InvitePage'), 'InvitePage'),
});

/** Everything that needs a session. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) {
        throw redirect({
          to: '/sign-in',
          search: location.href === '/' ? {} : { next: location.href },
        });
      }
      throw failure;
    }
  },
  component: Shell,
  errorComponent: ErrorPage,
});

const home = createRoute({ getParentRoute: () => shell, path: '/', component: HomePage });
const newTeam = createRoute({
  getParentRoute: () => shell,
  path: '/new-team',
  component: NewTeamPage,
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage'), 'AccountPage'),
});
const team = createRoute({ getParentRoute: () => shell, path: '/t/$team', component: Outlet });
const teamHome = createRoute({ getParentRoute: () => team, path: '/', component: HomePage });
const newProduct = createRoute({
  getParentRoute: () => team,
  path: '/new-product',
  component: function NewProduct() {
    return <NewProductPage teamId={newProduct.useParams().team} />;
  },
});
const members = createRoute({
  getParentRoute: () => team,
  path: '/members',
  component: lazyRouteComponent(() => import('./team/MembersPage'), 'MembersPage'),
});
const permissions = createRoute({
  getParentRoute: () => team,
  path: '/permissions',
  component: lazyRouteComponent(() => import('./team/PermissionsPage'), 'PermissionsPage'),
});
const teamSettings = createRoute({
  getParentRoute: () => team,
  path: '/settings',
  component: lazyRouteComponent(() => import('./team/TeamPage'), 'TeamPage'),
});
const credits = createRoute({
  getParentRoute: () => team,
  path: '/credits',
  component: lazyRouteComponent(() => import('./credits/CreditsPage'), 'CreditsPage'),
});
const inbox = createRoute({
  getParentRoute: () => team,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./inbox/InboxPage'), 'InboxPage'),
});
const audit = createRoute({
  getParentRoute: () => team,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditSearch => ({
    about: text(search.about),
    user: text(search.user),
    product: text(search.product),
    from: text(search.from),
    to: text(search.to),
    record: text(search.record),
  }),
  component: lazyRouteComponent(() => import('./team/AuditPage'), 'AuditPage'),
});

const product = createRoute({
  getParentRoute: () => team,
  path: '/p/$product',
  component: Outlet,
});
const overview = createRoute({
  getParentRoute: () => product,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/OverviewPage'), 'OverviewPage'),
});
const listSearch = (search: Record<string, unknown>): ListSearch => ({
  q: text(search.q),
  f: text(search.f),
  sort: text(search.sort) as ListSearch['sort'],
  after: text(search.after),
  before: text(search.before),
  cols: text(search.cols),
  view: text(search.view),
  c: text(search.c),
});
const customers = createRoute({
  getParentRoute: () => product,
  path: '/customers',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./customers/CustomersPage'), 'CustomersPage'),
});
const matrix = createRoute({
  getParentRoute: () => product,
  path: '/matrix',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./customers/MatrixPage'), 'MatrixPage'),
});
const cleanup = createRoute({
  getParentRoute: () => product,
  path: '/cleanup',
  component: lazyRouteComponent(() => import('./customers/CleanupPage'), 'CleanupPage'),
});
const imports = createRoute({
  getParentRoute: () => product,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: () => product,
  path: '/imports/new',
  validateSearch: (search: Record<string, unknown>): { corrects?: string } => ({
    corrects: text(search.corrects),
  }),
  component: lazyRouteComponent(() => import('./imports/NewImportPage'), 'NewImportPage'),
});
const oneImport = createRoute({
  getParentRoute: () => product,
  path: '/imports/$importId',
  // The columns come first; a run is shown whatever the address says.
  validateSearch: (search: Record<string, unknown>): { step?: 'check' } => ({
    step: search.step === 'check' ? 'check' : undefined,
  }),
  component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
});
const settings = createRoute({
  getParentRoute: () => product,
  path: '/settings',
  component: lazyRouteComponent(() => import('./team/ProductPage'), 'ProductPage'),
});

const tree = root.addChildren([
  signIn,
  signUp,
  confirm,
  reset,
  invite,
  shell.addChildren([
    home,
    newTeam,
    account,
    team.addChildren([
      teamHome,
      newProduct,
      members,
      teamSettings,
      inbox,
      credits,
      permissions,
      audit,
      product.addChildren([
        overview,
        customers,
        matrix,
        cleanup,
        imports,
        newImport,
        oneImport,
        settings,
      ]),
    ]),
  ]),
]);

/** The addresses of the application and their pages. */
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: false,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: MissingPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
