import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useCommands } from '../palette/commands';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { count, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { type BulkChange, type BulkKind, bulkQuery, tagsOf } from './bulk';
import styles from './Customers.module.css';
import type { ListSearch, Where } from './customers';
import { EVERYBODY, NOBODY, type Selection, size } from './selection';

interface Props {
  where: Where;
  search: ListSearch;
  selection: Selection;
  /** How many the list shows. */
  total: number;
  onSelect: (selection: Selection) => void;
  /** A change that was confirmed. */
  onStarted: (change: BulkChange) => void;
}

const KINDS: BulkKind[] = ['add-tags', 'remove-tags', 'archive'];

/** How many are chosen, and what can be done with them. */
export function BulkBar({ where, search, selection, total, onSelect, onStarted }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<BulkKind | null>(null);
  const chosen = size(selection, total);
  const told = t('bulk.chosen', { count: chosen, shown: count(chosen) });
  useCommands(
    chosen === 0
      ? []
      : [
          ...KINDS.map((each) => ({
            id: each,
            label: `${t(`bulk.kind.${each}`)} · ${told}`,
            run: () => setKind(each),
          })),
          { id: 'select-none', label: t('bulk.none'), run: () => onSelect(NOBODY) },
        ],
  );
  if (chosen === 0) return null;
  return (
    <div className={`row ${styles.bulk}`} role="region" aria-label={t('bulk.title')}>
      <strong role="status">{told}</strong>
      {!selection.all && chosen < total && (
        <button type="button" className="quiet" onClick={() => onSelect(EVERYBODY)}>
          {t('bulk.all', { shown: count(total) })}
        </button>
      )}
      {KINDS.map((each) => (
        <button key={each} type="button" onClick={() => setKind(each)}>
          {t(`bulk.kind.${each}`)}
        </button>
      ))}
      <button type="button" className="quiet" onClick={() => onSelect(NOBODY)}>
        {t('bulk.none')}
      </button>
      {kind && (
        <BulkDialog
          where={where}
          search={search}
          selection={selection}
          kind={kind}
          onClose={() => setKind(null)}
          onStarted={(change) => {
            setKind(null);
            onSelect(NOBODY);
            onStarted(change);
          }}
        />
      )}
    </div>
  );
}

interface DialogProps {
  where: Where;
  search: ListSearch;
  selection: Selection;
  kind: BulkKind;
  onClose: () => void;
  onStarted: (change: BulkChange) => void;
}

/** Asks for what is needed, shows whom it means, and begins once that number is confirmed. */
function BulkDialog({ where, search, selection, kind, onClose, onStarted }: DialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const tags = tagsOf(typed);
  const preview = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/bulk-changes', {
          params: { path: where },
          body: {
            kind,
            tags: kind === 'archive' ? undefined : tags,
            ...(selection.all
              ? { f: search.f, q: search.q, exclude: [...selection.except] }
              : { ids: [...selection.ids] }),
          },
        }),
      ),
  });
  const confirm = useMutation({
    mutationFn: (change: BulkChange) =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/bulk-changes/{bulkId}/confirm', {
          params: { path: { ...where, bulkId: change.id } },
          body: { customers: change.customers },
        }),
      ),
    onSuccess: (change) => {
      queries.setQueryData(bulkQuery(where, change.id).queryKey, change);
      onStarted(change);
    },
  });
  const shown = preview.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'archive' || tags.length > 0) preview.mutate();
  };
  const failure = preview.error ?? confirm.error;
  return (
    <Dialog title={t(`bulk.kind.${kind}`)} onClose={onClose}>
      {failure && <ProblemNotice failure={failure} />}
      {!shown ? (
        <form className="stack" onSubmit={submit}>
          {kind === 'archive' ? (
            <p>{t('bulk.archiveText')}</p>
          ) : (
            <Field
              label={t('bulk.tags')}
              hint={t('bulk.tagsHint')}
              value={typed}
              required
              autoFocus
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
          )}
          <div className="row between">
            <button type="button" onClick={onClose}>
              {t('views.cancel')}
            </button>
            <button type="submit" className="primary" disabled={preview.isPending}>
              {preview.isPending ? t('bulk.looking') : t('bulk.preview')}
            </button>
          </div>
        </form>
      ) : (
        <div className="stack">
          <p>
            {t('bulk.means', {
              count: shown.customers,
              shown: count(shown.customers),
              total: money(shown.total),
            })}
          </p>
          {shown.tags.length > 0 && (
            <p className="row">
              {shown.tags.map((tag) => (
                <span key={tag} className="chip">
                  {tag}
                </span>
              ))}
            </p>
          )}
          <p className="muted">{t('bulk.undoable')}</p>
          <div className="row between">
            <button type="button" autoFocus onClick={onClose}>
              {t('views.cancel')}
            </button>
            <button
              type="button"
              className={kind === 'archive' ? 'danger' : 'primary'}
              disabled={confirm.isPending || shown.customers === 0}
              onClick={() => confirm.mutate(shown)}
            >
              {t(`bulk.confirm.${kind}`, {
                count: shown.customers,
                shown: count(shown.customers),
              })}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
