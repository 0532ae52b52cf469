import '@fontsource-variable/geist/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/client';
import { startTexts } from './i18n';
import { makeRouter } from './router';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; what nobody answered is asked again.
      retry: (failures, error) =>
        failures < 3 && (!(error instanceof ApiError) || error.status === 0 || error.status === 503),
    },
  },
});

const root = document.getElementById('root');
if (root) {
  await startTexts();
  const router = makeRouter(queries);
  // A session that ended, or a role that was lowered, shows with the next refusal.
  const refused = async (error: unknown) => {
    if (!(error instanceof ApiError)) return;
    const at = router.state.location;
    if (error.status === 401 && at.pathname !== '/sign-in') {
      await router.navigate({ to: '/sign-in', search: { next: at.href } });
    } else if (error.status === 403) {
      await queries.invalidateQueries({ queryKey: ['session'] });
    }
  };
  queries.getQueryCache().subscribe((event) => {
    const isOfPage = (event.query.queryKey as unknown[])[0] !== 'session' && event.query.isActive();
    if (event.type === 'updated' && event.action.type === 'error' && isOfPage) {
      void refused(event.action.error);
    }
  });
  queries.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') {
      void refused(event.action.error);
    }
  });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
