import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../session/session';
import { ProblemNotice } from '../ui/problem';
import styles from './Imports.module.css';
import { FormatStrip } from './FormatStrip';
import { change, type Choice, type ImportChange, type ImportState, importQuery } from './imports';
import { QuestionCard } from './QuestionCard';
import { SaveTemplate, TemplateOffer } from './Templates';

/** Fields in the order in which people look for them. */
const GROUPS: Record<string, string[]> = {
  required: ['email', 'name', 'first-name', 'last-name'],
  recommended: ['total-spend'],
  optional: [
    'monthly-spend',
    'payment-count',
    'first-payment-date',
    'last-payment-date',
    'refund-volume',
    'currency',
    'company',
    'phone',
    'country',
    'tags',
    'consent',
    'external-id',
  ],
  payment: [
    'transaction-id',
    'transaction-amount',
    'transaction-date',
    'transaction-status',
    'transaction-fee',
  ],
};

interface Props {
  state: ImportState;
  team: Team;
  onNext: () => void;
}

/** The second step: which column is which field, and how its values are read. */
export function ColumnsStep({ state, team, onNext }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const open = useRef<HTMLDivElement>(null);
  const save = useMutation({
    mutationFn: (wanted: Omit<ImportChange, 'version'>) =>
      change(team.id, state.id, { version: state.version, ...wanted }),
    onSuccess: (next) =>
      queries.setQueryData(importQuery(team.id, state.id).queryKey, next),
    // Somebody else has changed it meanwhile: show what they made of it.
    onError: () =>
      void queries.invalidateQueries({ queryKey: importQuery(team.id, state.id).queryKey }),
  });
  const analysis = state.analysis;
  if (!analysis) {
    return (
      <div className="sheet pad muted" role="status">
        {t('columns.reading')}
      </div>
    );
  }
  const choose = (column: number, target: string, reading: string | null = null) => {
    const others = analysis.mapping.columns.filter((each) => each.column !== column);
    save.mutate({ mapping: { columns: [...others, { column, target, reading }] as Choice[] } });
  };
  const questions = analysis.questions.length;
  const issues = analysis.issues;
  const ready = questions === 0 && issues.length === 0 && analysis.complete;
  const questioned = new Set(analysis.questions.map((each) => each.column));
  const columns = [
    ...analysis.columns.filter((each) => questioned.has(each.column)),
    ...analysis.columns.filter((each) => !questioned.has(each.column)),
  ];
  return (
    <div className="stack">
      <FormatStrip
        key={state.version}
        analysis={analysis}
        busy={save.isPending}
        onRead={(format) => save.mutate({ format })}
      />
      <TemplateOffer
        analysis={analysis}
        busy={save.isPending}
        onApply={(templateId) => save.mutate({ templateId })}
      />
      {save.isError && <ProblemNotice failure={save.error} />}
      <div ref={open} tabIndex={-1} aria-live="polite">
        {asked && !ready && (
          <div className="notice warn">
            {!analysis.complete
              ? t('columns.stillReading')
              : t('columns.open', { count: questions + issues.length })}
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
        )}
      </div>
      {analysis.questions.map((question) => (
        <QuestionCard
          key={question.column}
          question={question}
          busy={save.isPending}
          onAnswer={(reading) =>
            choose(
              question.column,
              analysis.columns.find((each) => each.column === question.column)?.target ?? 'skip',
              reading,
            )
          }
          onSkip={() => choose(question.column, 'skip')}
        />
      ))}
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
              <tr key={column.column}>
                <th scope="row">{column.header || t('columns.noHeader')}</th>
                <td>
                  <div className={styles.samples}>
                    {column.samples.map((sample) => {
                      const read = i18n.language === 'en' ? sample.en : sample.de;
                      return (
                        <span key={sample.raw}>
                          {sample.raw}
                          {read != null && read !== sample.raw && (
                            <span className="muted"> → {read}</span>
                          )}
                        </span>
                      );
                    })}
                    {column.samples.length === 0 && (
                      <span className="muted">{t('columns.empty')}</span>
                    )}
                  </div>
                </td>
                <td>
                  <select
                    aria-label={t('columns.fieldFor', { column: column.header })}
                    value={column.target}
                    disabled={save.isPending}
                    onChange={(event) => choose(column.column, event.target.value)}
                  >
                    <option value="skip">{t('field.skip')}</option>
                    {Object.entries(GROUPS).map(([group, fields]) => (
                      <optgroup key={group} label={t(`group.${group}`)}>
                        {fields.map((field) => (
                          <option key={field} value={field}>
                            {t(`field.${field}`)}
                          </option>
                        ))}
                      </optgroup>
                    ))}
                    <optgroup label={t('group.custom')}>
                      <option value={custom(column.target, column.header)}>
                        {t('field.custom', { name: custom(column.target, column.header).slice(7) })}
                      </option>
                    </optgroup>
                  </select>
                </td>
                <td className="muted">
                  {column.settledBy
                    ? t('columns.settledBy', { value: column.settledBy })
                    : column.target === 'skip'
                      ? ''
                      : t(`confidence.${column.confidence}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.actions}>
        <button
          type="button"
          className="primary"
          onClick={() => {
            if (ready) onNext();
            else {
              setAsked(true);
              open.current?.focus();
            }
          }}
        >
          {t('columns.next')}
        </button>
        <ul className="row muted" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {analysis.checklist.map((check) => (
            <li key={check.field}>
              {check.mapped ? '✓' : '–'} {t(`field.${check.field}`)}
            </li>
          ))}
        </ul>
      </div>
      {ready && <SaveTemplate team={team} state={state} />}
    </div>
  );
}

/** The custom field that a column is or would become. */
function custom(target: string, header: string): string {
  if (target.startsWith('custom:')) return target;
  const key = header
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 64);
  return `custom:${key || 'field'}`;
}
