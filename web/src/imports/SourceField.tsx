import { useQuery } from '@tanstack/react-query';
import { type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesQuery } from './sources';

interface Props {
  teamId: string;
  productId: string;
  value: string;
  ref?: Ref<HTMLInputElement>;
  onChange: (source: string) => void;
}

/** Where a file's amounts come from: one of the product's sources, or a new name. */
export function SourceField({ teamId, productId, value, ref, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const known = useQuery(sourcesQuery(teamId, productId));
  return (
    <div className="field">
      <label htmlFor={id}>{t('source.label')}</label>
      <input
        ref={ref}
        id={id}
        value={value}
        required
        maxLength={120}
        list={`${id}-known`}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-known`}>
        {known.data?.items
          .filter((source) => source.kind === 'file')
          .map((source) => <option key={source.sourceId} value={source.name} />)}
      </datalist>
      <span className="hint" id={`${id}-hint`}>
        {t('source.hint')}
      </span>
    </div>
  );
}
