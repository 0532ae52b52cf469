import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api, data } from '../api/client';
import type { Product, Team } from '../session/session';
import { count, moment, money } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { Counts } from './Counts';
import styles from './Imports.module.css';
import { change, type ImportState, importQuery } from './imports';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
  onBack: () => void;
}

/** The third step: the rows as read, what the import would do, and what it has in common with earlier ones. */
export function CheckStep({ state, team, product, onBack }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = importQuery(team.id, state.id).queryKey;
  const path = { teamId: team.id, importId: state.id };
  const [again, setAgain] = useState(false);
  const put = (next: ImportState) => queries.setQueryData(key, next);
  const reload = () => void queries.invalidateQueries({ queryKey: key });
  const dry = useMutation({
    mutationFn: () =>
      data(api.POST('/api/v1/teams/{teamId}/imports/{importId}/dry-run', { params: { path } })),
    onSuccess: put,
  });
  const stop = useMutation({
    mutationFn: () =>
      data(api.DELETE('/api/v1/teams/{teamId}/imports/{importId}/dry-run', { params: { path } })),
    onSuccess: reload,
  });
  const start = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/start', {
          params: { path },
          body: { importAgain: again },
        }),
      ),
    onSuccess: (next) => {
      put(next);
      void queries.invalidateQueries({ queryKey: ['imports', team.id] });
    },
    onError: reload,
  });
  const settings = useMutation({
    mutationFn: (wanted: Record<string, unknown>) =>
      change(team.id, state.id, { version: state.version, ...wanted } as never),
    onSuccess: put,
    onError: reload,
  });
  const dryRun = state.dryRun;
  const overlap = state.overlap;
  const rows = state.analysis?.rows ?? 0;
  const known = start.error instanceof ApiError && start.error.code === 'already-imported';
  return (
    <div className="stack">
      <section className="sheet pad stack">
        <h2>{t('check.meaning')}</h2>
        <div role="radiogroup" aria-label={t('check.meaning')} className="stack" style={{ gap: 4 }}>
          {(['new', 'totals'] as const).map((meaning) => (
            <label key={meaning} className="row">
              <input
                type="radio"
                name="amounts"
                checked={state.amounts === meaning}
                disabled={settings.isPending}
                onChange={() => settings.mutate({ amounts: meaning })}
              />
              {t(`check.${meaning}`)}
            </label>
          ))}
        </div>
        {settings.isError && <ProblemNotice failure={settings.error} />}
      </section>

      {overlap?.question && (
        <fieldset className={styles.question}>
          <legend>{t('overlap.title')}</legend>
          <p>
            {t('overlap.text', {
              shown: count(overlap.identicalRows ?? 0),
              count: overlap.identicalRows ?? 0,
              rows: count(overlap.rows ?? rows),
            })}
          </p>
          <ul>
            {overlap.imports.map((each) => (
              <li key={each.importId}>
                {each.fileName}, {moment(each.createdAt)} ({count(each.rows)})
              </li>
            ))}
          </ul>
          <div className="row">
            <button type="button" onClick={() => settings.mutate({ overlap: 'only-new' })}>
              {t('overlap.onlyNew')}
            </button>
            {overlap.imports[0] && (
              <button
                type="button"
                onClick={() =>
                  settings.mutate({ overlap: 'replace', replaces: overlap.imports[0]?.importId })
                }
              >
                {t('overlap.replace', { file: overlap.imports[0].fileName })}
              </button>
            )}
            <button type="button" onClick={() => settings.mutate({ amounts: 'totals' })}>
              {t('overlap.totals')}
            </button>
            <button type="button" onClick={() => settings.mutate({ overlap: 'add' })}>
              {t('overlap.add')}
            </button>
          </div>
        </fieldset>
      )}
      {overlap?.answer && (
        <div className="notice">{t(`overlap.answered.${overlap.answer}`)}</div>
      )}

      <section className="sheet pad stack">
        <h2>{t('check.dry')}</h2>
        {dryRun ? (
          <>
            <Counts run={dryRun} />
            {dryRun.status === 'finished' ? (
              <p className="muted">
                {t('check.addsUp', { rows: count(dryRun.rows ?? 0) })}
                {dryRun.sums.length > 0 && ` · ${dryRun.sums.map(money).join(' · ')}`}
              </p>
            ) : (
              <>
                <progress
                  aria-label={t('check.dry')}
                  value={dryRun.handled}
                  max={dryRun.rows ?? rows}
                />
                <div className="row">
                  <button type="button" disabled={stop.isPending} onClick={() => stop.mutate()}>
                    {t('check.dryStop')}
                  </button>
                </div>
              </>
            )}
          </>
        ) : (
          <>
            <p>{t('check.dryText', { count: rows, shown: count(rows) })}</p>
            <div className="row">
              <button type="button" disabled={dry.isPending} onClick={() => dry.mutate()}>
                {t('check.dryStart')}
              </button>
            </div>
          </>
        )}
        {dry.isError && <ProblemNotice failure={dry.error} />}
        {stop.isError && <ProblemNotice failure={stop.error} />}
      </section>

      <Preview state={state} />

      {start.isError && <ProblemNotice failure={start.error} />}
      {known && (
        <label className="row">
          <input
            type="checkbox"
            checked={again}
            onChange={(event) => setAgain(event.target.checked)}
          />
          {t('check.again')}
        </label>
      )}
      <div className={styles.actions}>
        <button
          type="button"
          className="primary"
          disabled={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('check.start', { count: rows, shown: count(rows) })}
        </button>
        <button type="button" onClick={onBack}>
          {t('check.back')}
        </button>
        <span className="muted">{product.name}</span>
      </div>
    </div>
  );
}

/** The first rows as they will be taken, and why others will not. */
function Preview({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const preview = state.analysis?.preview ?? [];
  if (preview.length === 0) return null;
  return (
    <section className="sheet scroll">
      <table className={styles.preview}>
        <caption className="hidden">{t('check.preview')}</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              {t('check.row')}
            </th>
            <th scope="col">{t('field.email')}</th>
            <th scope="col">{t('field.name')}</th>
            <th scope="col" className="number">
              {t('check.amount')}
            </th>
            <th scope="col">{t('check.result')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.map((row) => {
            const values = row.values;
            const amount = values?.payment?.amount ?? values?.totalSpend;
            return (
              <tr key={row.row} data-rejected={row.rejection ? true : undefined}>
                <th scope="row" className="number">
                  {row.row}
                </th>
                <td>{values?.email ?? row.cells.slice(0, 3).join(' · ')}</td>
                <td>{values?.name}</td>
                <td className="number">{amount ? money(amount) : ''}</td>
                <td title={row.cells.join(' · ')}>{row.rejection?.reason ?? t('check.taken')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
