import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useCommands } from '../palette/commands';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { ProblemNotice } from '../ui/problem';
import styles from './Customers.module.css';
import type { ListSearch, Sort, Where } from './customers';
import {
  builtIn,
  isChanged,
  listOf,
  type SavedView,
  shownList,
  type Tab,
  viewsQuery,
} from './views';

interface Props {
  where: Where;
  search: ListSearch;
  usual: Sort;
  /** Whether the reader sees values. */
  whole: boolean;
  onShow: (search: ListSearch) => void;
}

/** The views above the list: those that everybody has, one's own, and those the team shares. */
export function ViewTabs({ where, search, usual, whole, onShow }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const views = useQuery(viewsQuery(where));
  const [asking, setAsking] = useState<'new' | 'edit' | null>(null);
  const saved: Tab[] = (views.data?.items ?? []).map((view) => ({
    id: view.id,
    name: view.name,
    list: listOf(view),
    saved: view,
  }));
  const tabs = [...builtIn(whole), ...saved];
  const current = tabs.find((tab) => tab.id === search.view) ?? (tabs[0] as Tab);
  const changed = isChanged(search, current, usual);
  const view = current.saved;

  const refresh = () => queries.invalidateQueries({ queryKey: ['views', where] });
  const update = useMutation({
    mutationFn: (of: SavedView) =>
      data(
        api.PUT('/api/v1/teams/{teamId}/products/{productId}/views/{viewId}', {
          params: { path: { ...where, viewId: of.id } },
          body: {
            version: of.version,
            view: { name: of.name, scope: of.scope, list: shownList(search) },
          },
        }),
      ),
    onSettled: refresh,
  });
  useCommands(
    changed ? [{ id: 'save-view', label: t('views.saveList'), run: () => setAsking('new') }] : [],
  );
  const named = (tab: Tab) => (tab.saved ? tab.name : t(tab.name));

  return (
    <div className={styles.views}>
      <nav className={styles.tabs} aria-label={t('views.title')}>
        {tabs.map((tab) => (
          <Link
            key={tab.id ?? 'all'}
            to="."
            search={{ ...tab.list, view: tab.id } as never}
            aria-current={tab === current ? 'page' : undefined}
            className={tab === current ? styles.tab : undefined}
            activeProps={{}}
            title={tab.saved?.scope === 'team' ? t('views.shared') : undefined}
          >
            {named(tab)}
          </Link>
        ))}
      </nav>
      {view?.mayChange && (
        <button type="button" className="quiet" onClick={() => setAsking('edit')}>
          {t('views.edit')}
        </button>
      )}
      {view?.adapted && <span className="muted">{t('views.adapted')}</span>}
      {changed && (
        <span className="row">
          <span className="chip">{t('views.changed')}</span>
          {view?.mayChange && (
            <button type="button" disabled={update.isPending} onClick={() => update.mutate(view)}>
              {t(view.scope === 'team' ? 'views.updateShared' : 'views.updateOwn')}
            </button>
          )}
          <button type="button" onClick={() => setAsking('new')}>
            {t('views.saveNew')}
          </button>
          <button
            type="button"
            className="quiet"
            onClick={() => onShow({ ...current.list, view: current.id })}
          >
            {t('views.discard')}
          </button>
        </span>
      )}
      {update.isError && <ProblemNotice failure={update.error} />}
      {asking === 'new' && (
        <ViewDialog
          where={where}
          search={search}
          mayShare={whole}
          onClose={() => setAsking(null)}
          onDone={async (done) => {
            await refresh();
            setAsking(null);
            if (done) onShow({ ...listOf(done), view: done.id });
          }}
        />
      )}
      {asking === 'edit' && view && (
        <ViewDialog
          where={where}
          search={search}
          view={view}
          mayShare={whole}
          onClose={() => setAsking(null)}
          onDone={async (done) => {
            await refresh();
            setAsking(null);
            if (!done) onShow({});
          }}
        />
      )}
    </div>
  );
}

interface DialogProps {
  where: Where;
  search: ListSearch;
  /** The view that is changed; absent for a new one. */
  view?: SavedView;
  mayShare: boolean;
  onClose: () => void;
  /** With the view; without one after it was deleted. */
  onDone: (view?: SavedView) => Promise<void>;
}

/** Name of a view, and who sees it. */
function ViewDialog({ where, search, view, mayShare, onClose, onDone }: DialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(view?.name ?? '');
  const [scope, setScope] = useState<'me' | 'team'>(view?.scope ?? 'me');
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim(),
        scope,
        list: view ? view.list : shownList(search),
      };
      return view
        ? data(
            api.PUT('/api/v1/teams/{teamId}/products/{productId}/views/{viewId}', {
              params: { path: { ...where, viewId: view.id } },
              body: { version: view.version, view: body },
            }),
          )
        : data(
            api.POST('/api/v1/teams/{teamId}/products/{productId}/views', {
              params: { path: where },
              body,
            }),
          );
    },
    onSuccess: (done) => onDone(done),
  });
  const remove = useMutation({
    mutationFn: (of: SavedView) =>
      data(
        api.DELETE('/api/v1/teams/{teamId}/products/{productId}/views/{viewId}', {
          params: { path: { ...where, viewId: of.id } },
        }),
      ),
    onSuccess: () => onDone(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  const failure = save.error ?? remove.error;
  return (
    <Dialog title={t(view ? 'views.edit' : 'views.saveNew')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {failure && <ProblemNotice failure={failure} />}
        <Field
          label={t('views.name')}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        {mayShare && (!view || view.mine) && (
          <fieldset className={styles.candidates}>
            <legend>{t('views.whoSees')}</legend>
            {(['me', 'team'] as const).map((each) => (
              <label key={each} className="row">
                <input
                  type="radio"
                  name="scope"
                  checked={scope === each}
                  onChange={() => setScope(each)}
                />
                {t(`views.scope.${each}`)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="row between">
          {view ? (
            <button
              type="button"
              className="danger"
              disabled={remove.isPending}
              onClick={() => remove.mutate(view)}
            >
              {t('views.delete')}
            </button>
          ) : (
            <span />
          )}
          <span className="row">
            <button type="button" onClick={onClose}>
              {t('views.cancel')}
            </button>
            <button type="submit" className="primary" disabled={save.isPending}>
              {t('views.save')}
            </button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}
