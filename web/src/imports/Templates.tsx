import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { Team } from '../session/session';
import { day } from '../ui/format';
import { ProblemNotice } from '../ui/problem';
import { customName } from './fields';
import type { Analysis, ImportState } from './imports';

interface OfferProps {
  analysis: Analysis;
  onApply: (templateId: string) => void;
}

/** Mappings that were saved for files with the same headings: offered with what they would change. */
export function TemplateOffer({ analysis, onApply }: OfferProps) {
  const { t } = useTranslation();
  const offered = analysis.templates
    .map((template) => ({ template, changes: changesOf(analysis, template) }))
    .filter((each) => each.changes.length > 0);
  if (offered.length === 0) return null;
  return (
    <section className="sheet pad stack" aria-label={t('templates.title')}>
      {offered.map(({ template, changes }) => (
        <div key={template.id} className="row between">
          <div>
            {t('templates.offer', { name: template.name, day: day(template.savedAt.slice(0, 10)) })}
            <ul>
              {changes.map(({ header, target }) => (
                <li key={header}>
                  {header} → {customName(target) ?? t(`field.${target}`)}
                </li>
              ))}
            </ul>
          </div>
          <button type="button" onClick={() => onApply(template.id)}>
            {t('templates.apply')}
          </button>
        </div>
      ))}
    </section>
  );
}

/** Columns that a template maps to another field than they are mapped to now. */
export function changesOf(
  analysis: Pick<Analysis, 'columns'>,
  template: { columns: { header: string; target: string }[] },
): { header: string; target: string }[] {
  return template.columns.filter(({ header, target }) => {
    const column = analysis.columns.find((each) => each.header === header);
    return column !== undefined && column.target !== target;
  });
}

/** Keeps the mapping under a name for files like this one. */
export function SaveTemplate({ team, state }: { team: Team; state: ImportState }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/v1/teams/{teamId}/products/{productId}/mapping-templates', {
          params: { path: { teamId: team.id, productId: state.productId } },
          body: { importId: state.id, name: name.trim() },
        }),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <details>
      <summary>{t('templates.save')}</summary>
      <form className="row" onSubmit={submit}>
        <label className="row">
          {t('templates.name')}
          <input
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <button type="submit" disabled={save.isPending}>
          {t('templates.keep')}
        </button>
        <span role="status">{save.isSuccess && t('templates.saved')}</span>
      </form>
      {save.isError && <ProblemNotice failure={save.error} />}
    </details>
  );
}
