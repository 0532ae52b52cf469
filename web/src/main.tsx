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
  // A role that was lowered, or a session that ended, shows with the next refusal.
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return;
    const error: unknown = event.action.error;
    if (!(error instanceof ApiError) || event.query.queryKey[0] === 'session') return;
    if (error.status === 401 || error.status === 403) {
      void queries.invalidateQueries({ queryKey: ['session'] }).then(() => router.invalidate());
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
