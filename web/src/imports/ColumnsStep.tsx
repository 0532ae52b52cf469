import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, type Product, type Team } from '../session/session';
import { ProblemNotice } from '../ui/problem';
import { locale } from '../ui/region';
import { ColumnRow } from './ColumnRow';
import { FormatStrip } from './FormatStrip';
import styles from './Imports.module.css';
import { type Analysis, change, type ImportChange, type ImportState, importQuery } from './imports';
import { QuestionCard } from './QuestionCard';
import { SourceStrip } from './SourceStrip';
import { SaveTemplate, TemplateOffer } from './Templates';

interface Props {
  state: ImportState;
  team: Team;
  product: Product;
  onNext: () => void;
}

/** A field and a reading for one column. */
interface ColumnChoice {
  column: number;
  target: string;
  reading?: string;
}

type Wanted = Omit<ImportChange, 'version' | 'mapping'> & { choice?: ColumnChoice };

/** The second step: which column is which field, and how its values are read. */
export function ColumnsStep({ state, team, product, onNext }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const open = useRef<HTMLDivElement>(null);
  const questions = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const answered = useRef(false);
  const { save, chosen } = useChanges(state, team);
  const analysis = state.analysis;
  const questionCount = analysis?.questions.length;
  const firstQuestion = () => questions.current?.querySelector('input');
  // The card that had the focus is gone: go on with the next one.
  useEffect(() => {
    if (!answered.current) return;
    answered.current = false;
    (firstQuestion() ?? next.current)?.focus();
  }, [questionCount]);
  if (!analysis) {
    return (
      <div className="sheet pad muted" role="status">
        {t('columns.reading')}
      </div>
    );
  }
  const choose = (column: number, target: string, reading?: string) => {
    answered.current = false;
    save.mutate({ choice: { column, target, reading } });
  };
  const answer = (column: number, target: string, reading?: string) => {
    choose(column, target, reading);
    answered.current = true;
  };
  const ready = questionCount === 0 && analysis.issues.length === 0 && analysis.complete;
  const questioned = new Set(analysis.questions.map((each) => each.column));
  const columns = [
    ...analysis.columns.filter((each) => questioned.has(each.column)),
    ...analysis.columns.filter((each) => !questioned.has(each.column)),
  ];
  const goOn = () => {
    // Whether it is ready is known only of what is saved.
    if (save.isPending) return;
    if (ready) {
      onNext();
      return;
    }
    setAsked(true);
    const column = analysis.issues.find((issue) => issue.column != null)?.column;
    const field = column == null ? null : document.getElementById(`field-${column}`);
    (firstQuestion() ?? field ?? open.current)?.focus();
  };
  return (
    <div className="stack">
      <FormatStrip analysis={analysis} onRead={(format) => save.mutate({ format })} />
      <SourceStrip
        state={state}
        teamId={team.id}
        onSource={(source) => save.mutateAsync({ source })}
      />
      <TemplateOffer analysis={analysis} onApply={(templateId) => save.mutate({ templateId })} />
      {save.isError && <ProblemNotice failure={save.error} />}
      <div ref={open} tabIndex={-1} aria-live="polite">
        {asked && !ready && <StillOpen analysis={analysis} />}
      </div>
      <div ref={questions}>
        {analysis.questions.map((question) => (
          <QuestionCard
            key={question.column}
            question={question}
            onAnswer={(reading) =>
              answer(
                question.column,
                analysis.columns.find((each) => each.column === question.column)?.target ?? 'skip',
                reading,
              )
            }
            onSkip={() => answer(question.column, 'skip')}
          />
        ))}
      </div>
      <div className="sheet scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.column')}</th>
              <th scope="col">{t('columns.samples')}</th>
              <th scope="col">{t('columns.field')}</th>
              <th scope="col">{t('columns.why')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnRow
                key={column.column}
                column={column}
                columns={analysis.columns}
                chosen={chosen[column.column]}
                onChoose={(target, reading) => choose(column.column, target, reading)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.actions}>
        <button
          ref={next}
          type="button"
          className="primary"
          aria-disabled={save.isPending}
          onClick={goOn}
        >
          {t('columns.next')}
        </button>
        <ul className={`row ${styles.checklist}`}>
          {analysis.checklist.map((check) => (
            <li key={check.field}>
              {check.mapped ? '✓' : '–'} {t(`field.${check.field}`)}
            </li>
          ))}
        </ul>
      </div>
      {ready && may(product, 'save-mapping-templates') && (
        <SaveTemplate team={team} state={state} />
      )}
    </div>
  );
}

/**
 * Saves changes one after the other, each on top of what the one before it has made: whoever
 * chooses by keys does not have to wait. What is chosen and not saved yet is told by column.
 */
function useChanges(state: ImportState, team: Team) {
  const queries = useQueryClient();
  const { queryKey } = importQuery(team.id, state.id);
  const [chosen, setChosen] = useState<Record<number, string>>({});
  const save = useMutation({
    scope: { id: `import ${state.id}` },
    onMutate: ({ choice }: Wanted) => {
      if (choice) setChosen((known) => ({ ...known, [choice.column]: choice.target }));
    },
    mutationFn: ({ choice, ...wanted }: Wanted) => {
      const now = queries.getQueryData(queryKey) ?? state;
      const others = now.analysis?.mapping.columns.filter((each) => each.column !== choice?.column);
      return change(team.id, state.id, {
        ...wanted,
        version: now.version,
        ...(choice && others && { mapping: { columns: [...others, choice] } }),
      });
    },
    onSuccess: (next) => queries.setQueryData(queryKey, next),
    // Somebody else has changed it meanwhile: show what they made of it.
    onError: () => void queries.invalidateQueries({ queryKey }),
    onSettled: (_next, _failure, { choice }) => {
      if (!choice) return;
      setChosen(({ [choice.column]: mine, ...others }) =>
        mine === undefined || mine === choice.target
          ? others
          : { ...others, [choice.column]: mine },
      );
    },
  });
  return { save, chosen };
}

/** What has to be settled before the next step, by name. */
function StillOpen({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslation();
  const { questions, issues } = analysis;
  const names = questions.map((each) => t('columns.quoted', { column: each.header }));
  return (
    <div className="notice warn">
      {!analysis.complete
        ? t('columns.stillReading')
        : questions.length > 0 &&
          t('columns.open', {
            count: questions.length,
            columns: new Intl.ListFormat(locale()).format(names),
          })}
      {issues.length > 0 && (
        <ul>
          {issues.map((issue) => (
            <li key={issue.code + (issue.column ?? '') + (issue.field ?? '')}>
              {t(`issue.${issue.code}`, {
                field: issue.field ? t(`field.${issue.field}`) : '',
                column: analysis.columns[issue.column ?? -1]?.header ?? '',
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
