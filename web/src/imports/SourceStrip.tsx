import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesQuery } from '../customers/customers';
import type { ImportState } from './imports';
import { SourceField } from './SourceField';

interface Props {
  state: ImportState;
  teamId: string;
  onSource: (name: string) => void;
}

/** Into which source an import goes; it can still be another one. */
export function SourceStrip({ state, teamId, onSource }: Props) {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery({ teamId, productId: state.productId }));
  const [wanted, setWanted] = useState(state.source);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = wanted.trim();
    if (name) onSource(name);
  };
  return (
    <details className="sheet pad">
      <summary>{t('source.is', { source: state.source })}</summary>
      <form onSubmit={submit}>
        <SourceField
          names={sources.data?.items.map((each) => each.name) ?? []}
          value={wanted}
          onChange={setWanted}
        />
        <button type="submit">{t('source.use')}</button>
      </form>
    </details>
  );
}
