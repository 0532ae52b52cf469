import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customField, customName, GROUPS } from './fields';
import styles from './Imports.module.css';

/** No field is called so. */
const NEW = 'new';

interface Props {
  id: string;
  header: string;
  target: string;
  /** Headings of the columns that fields are taken from, by field. */
  taken: Map<string, string>;
  onChoose: (target: string) => void;
}

/** The field that a column is: one of ours, or one with a name of its own. */
export function FieldSelect({ id, header, target, taken, onChoose }: Props) {
  const { t } = useTranslation();
  const select = useRef<HTMLSelectElement>(null);
  const [naming, setNaming] = useState(false);
  const own = customName(target) ? target : (customField(header) ?? 'custom:field');
  const choose = (value: string) => {
    setNaming(value === NEW);
    if (value !== NEW) onChoose(value);
  };
  return (
    <>
      <select
        id={id}
        ref={select}
        className={styles.target}
        aria-label={t('columns.fieldFor', { column: header })}
        value={naming ? NEW : target}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="skip">{t('field.skip')}</option>
        {Object.entries(GROUPS).map(([group, fields]) => (
          <optgroup key={group} label={t(`group.${group}`)}>
            {fields.map((field) => {
              const from = field === target ? undefined : taken.get(field);
              return (
                <option key={field} value={field}>
                  {t(`field.${field}`)}
                  {from !== undefined && ` (${t('columns.takenBy', { column: from })})`}
                </option>
              );
            })}
          </optgroup>
        ))}
        <optgroup label={t('group.custom')}>
          <option value={own}>{t('field.custom', { name: customName(own) })}</option>
          <option value={NEW}>{t('field.new')}</option>
        </optgroup>
      </select>
      {naming && (
        <NewField
          onName={(name) => {
            choose(name);
            select.current?.focus();
          }}
        />
      )}
    </>
  );
}

function NewField({ onName }: { onName: (target: string) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  useEffect(() => input.current?.focus(), []);
  const target = customField(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target) onName(target);
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        ref={input}
        aria-label={t('columns.newField')}
        value={name}
        maxLength={64}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" aria-disabled={target === null}>
        {t('columns.useField')}
      </button>
      {target && <span className="muted">{customName(target)}</span>}
    </form>
  );
}
