import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { sourcesQuery } from '../customers/customers';
import type { Product, Team } from '../session/session';
import { count } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { DryRun } from './DryRun';
import styles from './Imports.module.css';
import { change, expected, type ImportChange, type ImportState, importQuery } from './imports';
import { KnownFile, knownFile } from './KnownFile';
import { type Answer, type Common, refusedFor } from './overlap';
import { OverlapQuestion } from './OverlapQuestion';
import { Preview } from './Preview';
import { SourceField } from './SourceField';

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
  // What was typed and is not kept yet: somebody else may name it meanwhile.
  const [typed, setTyped] = useState<string | null>(null);
  const source = typed ?? state.source;
  const [refused, setRefused] = useState<Common | null>(null);
  const notice = useRef<HTMLDivElement>(null);
  const question = useRef<HTMLFieldSetElement>(null);
  const naming = useRef<HTMLFormElement>(null);
  const put = (next: ImportState) => queries.setQueryData(key, next);
  const reload = () => void queries.invalidateQueries({ queryKey: key });
  const settings = useMutation({
    // One after the other: each changes the version that the one before has made.
    scope: { id: `import ${state.id}` },
    mutationFn: (wanted: Omit<ImportChange, 'version'>) =>
      change(team.id, state.id, {
        version: queries.getQueryData(key)?.version ?? state.version,
        ...wanted,
      }),
    onSuccess: put,
    onError: reload,
  });
  const start = useMutation({
    mutationFn: async () => {
      await keepSource();
      return data(
        api.POST('/api/v1/teams/{teamId}/imports/{importId}/start', {
          params: { path },
          body: { importAgain: again },
        }),
      );
    },
    onSuccess: (next) => {
      put(next);
      void queries.invalidateQueries({ queryKey: ['imports', team.id] });
    },
    onError: (failure) => {
      setRefused(refusedFor(failure));
      reload();
    },
  });
  // Why a start was refused may stand out of sight.
  useEffect(() => {
    if (start.isError) (refused ? question : notice).current?.focus();
  }, [start.isError, refused]);
  // What a start was refused for is asked again after a change: so is whether it counts twice.
  const takeBack = () => {
    start.reset();
    setAgain(false);
  };
  const answer = (wanted: Answer) => {
    takeBack();
    // What a start was refused for is not true of amounts that mean something else.
    if (wanted.amounts) setRefused(null);
    settings.mutate(wanted);
  };
  const sources = useQuery(sourcesQuery({ teamId: team.id, productId: product.id }));
  const nameless = source.trim() === '';
  const renamed = !nameless && source.trim() !== state.source;
  async function keepSource() {
    if (!renamed) return;
    setRefused(null);
    await settings.mutateAsync({ source: source.trim() });
    setTyped((now) => (now === source ? null : now));
  }
  const submitSource = (event: FormEvent) => {
    event.preventDefault();
    takeBack();
    keepSource().catch(() => undefined);
  };
  const begin = () => {
    // Without a name it would silently be the one before.
    if (nameless) naming.current?.querySelector('input')?.focus();
    else start.mutate();
  };
  const known = knownFile(start.error);
  const { taken, leftOut, toCorrect } = expected(state);
  return (
    <div className="stack">
      <section className="sheet pad stack">
        <h2>{t('check.meaning')}</h2>
        <div role="radiogroup" aria-label={t('check.meaning')} className={styles.choices}>
          {(['new', 'totals'] as const).map((meaning) => (
            <label key={meaning}>
              <input
                type="radio"
                name="amounts"
                checked={state.amounts === meaning}
                onChange={() => answer({ amounts: meaning })}
              />
              {t(`check.${meaning}`)}
            </label>
          ))}
        </div>
        <form ref={naming} className={styles.named} onSubmit={submitSource}>
          {!sources.isPending && (
            <SourceField
              names={sources.data?.items.map((each) => each.name) ?? []}
              value={source}
              onChange={(name) => setTyped(name === state.source ? null : name)}
            />
          )}
          {renamed && (
            <button type="submit" disabled={settings.isPending}>
              {t('source.save')}
            </button>
          )}
          {nameless && <p>{t('source.missing')}</p>}
        </form>
        {settings.isError && !start.isError && <ProblemNotice failure={settings.error} />}
      </section>

      <OverlapQuestion
        ref={question}
        state={state}
        teamId={team.id}
        refused={refused}
        onAnswer={answer}
      />

      <DryRun
        state={state}
        team={team}
        product={product}
        saving={settings.isPending}
        prepare={keepSource}
      />

      {state.analysis && <Preview analysis={state.analysis} />}

      <div ref={notice} tabIndex={-1}>
        {known ? (
          <KnownFile
            before={known}
            state={state}
            team={team}
            product={product}
            again={again}
            onAgain={setAgain}
          />
        ) : (
          start.isError &&
          !refusedFor(start.error) && <ProblemNotice failure={start.error} />
        )}
      </div>
      <div className={styles.actions}>
        <button
          type="button"
          className="primary"
          // A start must not overtake a choice that is being saved.
          disabled={start.isPending || settings.isPending}
          onClick={begin}
        >
          {t('check.start', { count: taken, shown: count(taken) })}
        </button>
        <button type="button" onClick={onBack}>
          {t('check.back')}
        </button>
        <span className="muted">
          {leftOut > 0
            ? t('check.leftOut', { count: leftOut, shown: count(leftOut) })
            : product.name}
          {toCorrect > 0 && ` ${t('check.correct')}`}
        </span>
      </div>
    </div>
  );
}
