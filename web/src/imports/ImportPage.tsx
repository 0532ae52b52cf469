import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useProduct, useTeam } from '../session/session';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { ColumnsStep } from './ColumnsStep';
import { CheckStep } from './CheckStep';
import { hasEnded, importQuery, isUnderWay } from './imports';
import { Preview } from './Preview';
import { RunStep } from './RunStep';
import { type Step, Steps } from './Steps';

/**
 * An import from its columns to its result. The address says which step is looked at, and what the
 * server says decides whether that is reached.
 */
export function ImportPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const { importId = '' } = useParams({ strict: false });
  const { step: wanted } = useSearch({ strict: false });
  const navigate = useNavigate();
  const found = useQuery(importQuery(team.id, importId));
  const queries = useQueryClient();
  const state = found.data;
  // What is shown is what was known last; the import goes on without the browser.
  const broken =
    state !== undefined &&
    isUnderWay(state) &&
    (found.failureCount > 0 || found.fetchStatus === 'paused');
  // However it became known: what was read of the customers before is not true any more.
  const outcome = state && hasEnded(state) ? `${state.status} ${state.run?.undo?.status}` : null;
  useEffect(() => {
    if (!outcome) return;
    void queries.invalidateQueries({ queryKey: ['customers'] });
    void queries.invalidateQueries({ queryKey: ['imports', team.id] });
  }, [outcome, queries, team.id]);
  if (found.isError && !state) {
    return (
      <Page title={t('imports.one')} context={product.name}>
        <ProblemNotice failure={found.error} retry={() => void found.refetch()} />
      </Page>
    );
  }
  if (!state) {
    return (
      <Page title={t('imports.one')} context={product.name}>
        <div className="sheet pad muted">{t('state.loading')}</div>
      </Page>
    );
  }
  const open = !state.run;
  const questions = (state.analysis?.questions.length ?? 0) + (state.analysis?.issues.length ?? 0);
  const step: Step = !open
    ? 'run'
    : wanted === 'check' && questions === 0
      ? 'check'
      : 'columns';
  const place = { team: team.id, product: product.id, importId };
  const go = (to: 'check' | undefined) =>
    void navigate({
      to: '/t/$team/p/$product/imports/$importId',
      params: place,
      search: { step: to },
    });
  const mine = may(product, 'import-customers');
  return (
    <Page title={state.fileName} context={`${t(`step.${step}`)} · ${product.name}`}>
      <Steps current={step} of={open && mine ? place : undefined} />
      {broken && (
        <div className="notice warn" role="status">
          {t('run.broken')}
        </div>
      )}
      {state.failure ? (
        <div className="notice danger" role="alert">
          {t(`failure.${state.failure.code}`, {
            defaultValue: t('failure.unknown', { code: state.failure.code }),
            ...state.failure.params,
          })}
        </div>
      ) : step === 'run' ? (
        <RunStep state={state} team={team} product={product} />
      ) : !mine ? (
        <div className="stack">
          <p>{t('imports.viewOnly')}</p>
          {state.analysis && <Preview analysis={state.analysis} />}
        </div>
      ) : step === 'check' ? (
        <CheckStep
          key={state.id}
          state={state}
          team={team}
          product={product}
          onBack={() => go(undefined)}
        />
      ) : (
        <ColumnsStep
          key={state.id}
          state={state}
          team={team}
          product={product}
          onNext={() => go('check')}
        />
      )}
    </Page>
  );
}
