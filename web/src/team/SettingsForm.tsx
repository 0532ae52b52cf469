import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { ProblemNotice } from '../ui/problem';
import { after, choosing, chosen, clashing, type Draft, merged, typing } from './draft';
import styles from './SettingsForm.module.css';

/** Takes what was typed into the field of that name. */
type Put<F> = (name: keyof F) => (event: { target: { value: string } }) => void;

interface Props<F> {
  /** What this tab keeps under that name until it is saved: whoever must sign in again loses nothing. */
  keptAs: string;
  /** The fields as they are stored now. */
  stored: F;
  /** What the fields are called. */
  labels: Record<keyof F, string>;
  /** A value as people read it. */
  shown?: (name: keyof F, value: string) => string;
  /** Saves all fields over the stored ones. */
  save: (fields: F) => Promise<unknown>;
  /** Reads again what is stored, after somebody else changed it. */
  reload: () => Promise<unknown>;
  children: (fields: F, put: Put<F>) => ReactNode;
}

/**
 * Settings that several people may change. What somebody typed stays until it is saved; where two
 * changed the same field, both values are shown and one is chosen.
 */
export function SettingsForm<F extends Record<string, string>>({
  keptAs,
  stored,
  labels,
  shown = (_, value) => value,
  save,
  reload,
  children,
}: Props<F>) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft<F>>(
    () => JSON.parse(sessionStorage.getItem(keptAs) ?? '{}') as Draft<F>,
  );
  useEffect(() => {
    if (Object.keys(draft).length > 0) sessionStorage.setItem(keptAs, JSON.stringify(draft));
    else sessionStorage.removeItem(keptAs);
  }, [keptAs, draft]);
  const fields = merged(draft, stored);
  const saving = useMutation({
    mutationFn: save,
    onSuccess: (_, sent) => setDraft((typed) => after(typed, sent)),
    onError: (failure) => (isStale(failure) ? reload() : undefined),
  });
  const put: Put<F> = (name) => (event) => {
    if (saving.isSuccess) saving.reset();
    setDraft(typing(draft, stored, name, event.target.value));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else saving.mutate(fields);
  };
  const changed = Object.keys(labels).filter((name) => fields[name] !== stored[name]);
  const clashes = clashing(draft, stored);
  return (
    <form className={`sheet pad stack ${styles.form}`} onSubmit={submit}>
      {children(fields, put)}
      <div className={`stack ${styles.bar}`} data-changed={changed.length > 0 || undefined}>
        {saving.isError && !isStale(saving.error) && <ProblemNotice failure={saving.error} />}
        {clashes.length > 0 ? (
          <div className="notice warn stack">
            <div role="alert">
              <strong>{t('form.clash')}</strong>
              <p>{t('form.clashText')}</p>
            </div>
            {clashes.map((name) => (
              <fieldset key={String(name)} className={styles.clash}>
                <legend>{labels[name]}</legend>
                {[true, false].map((own) => (
                  <label key={String(own)}>
                    <input
                      type="radio"
                      name={`clash-${String(name)}`}
                      required
                      checked={chosen(draft, stored, name) === own}
                      onChange={() => setDraft(choosing(draft, stored, name, own))}
                    />
                    {t(own ? 'form.own' : 'form.stored', {
                      value: shown(name, (own ? draft[name]?.value : stored[name]) ?? '') || '–',
                    })}
                  </label>
                ))}
              </fieldset>
            ))}
          </div>
        ) : (
          saving.isError &&
          isStale(saving.error) && (
            <div className="notice warn" role="alert">
              <strong>{t('form.meanwhile')}</strong>
              <p>{t('form.meanwhileText')}</p>
            </div>
          )
        )}
        <div className="row">
          <button type="submit" className="primary" disabled={saving.isPending}>
            {t('action.save')}
          </button>
          {changed.length > 0 && (
            <button type="button" disabled={saving.isPending} onClick={() => setDraft({})}>
              {t('form.discard')}
            </button>
          )}
          <span role="status" className="muted">
            {changed.length > 0
              ? t('form.changed', { fields: changed.map((name) => labels[name]).join(', ') })
              : saving.isSuccess && t('form.saved')}
          </span>
        </div>
      </div>
    </form>
  );
}

function isStale(failure: unknown): boolean {
  return failure instanceof ApiError && failure.code === 'stale-version';
}
