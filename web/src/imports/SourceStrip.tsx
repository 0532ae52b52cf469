import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesQuery } from '../customers/customers';
import type { ImportState } from './imports';
import { SourceField } from './SourceField';

interface Props {
  state: ImportState;
  teamId: string;
  /** Keeps another source. */
  onSource: (name: string) => Promise<unknown>;
}

/** Into which source an import goes; it can still be another one. */
export function SourceStrip({ state, teamId, onSource }: Props) {
  const { t } = useTranslation();
  const sources = useQuery(sourcesQuery({ teamId, productId: state.productId }));
  // What was typed and is not kept yet: somebody else may name it meanwhile.
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = typed ?? state.source;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = wanted.trim();
    if (!name) return;
    onSource(name).then(
      () => setTyped((now) => (now === wanted ? null : now)),
      () => undefined,
    );
  };
  return (
    <details className="sheet pad">
      <summary>{t('source.is', { source: state.source })}</summary>
      {!sources.isPending && (
        <form onSubmit={submit}>
          <SourceField
            names={sources.data?.items.map((each) => each.name) ?? []}
            value={wanted}
            onChange={setTyped}
          />
          <button type="submit">{t('source.use')}</button>
        </form>
      )}
    </details>
  );
}
