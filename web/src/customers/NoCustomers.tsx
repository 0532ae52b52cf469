import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SampleButton } from '../imports/SampleButton';
import { useProduct, useTeam } from '../session/session';
import type { Condition } from './useConditions';

interface Props {
  q: string | undefined;
  /** The conditions that are set. */
  conditions: Condition[];
  canImport: boolean;
  onClear: () => void;
  /** Without a condition, or without the search. */
  onWithout: (name?: string) => void;
}

/** What a list without customers says: what it was narrowed by, or how to begin. */
export function NoCustomers({ q, conditions, canImport, onClear, onWithout }: Props) {
  const { t } = useTranslation();
  const narrowed: { name?: string; words: string }[] = [
    ...(q ? [{ words: t('customers.searched', { q }) }] : []),
    ...conditions,
  ];
  if (narrowed.length === 0) return <None canImport={canImport} />;
  return (
    <div className="sheet pad stack">
      <p>
        {t(narrowed.length === 1 ? 'customers.noMatchOne' : 'customers.noMatchAll', {
          what: narrowed.map((each) => each.words).join(' · '),
        })}
      </p>
      <div className="row">
        {narrowed.length > 1 &&
          narrowed.map(({ name, words }) => (
            <button key={name ?? 'q'} type="button" onClick={() => onWithout(name)}>
              {t('customers.without', { what: words })}
            </button>
          ))}
        <button type="button" onClick={onClear}>
          {t('customers.clear')}
        </button>
      </div>
    </div>
  );
}

function None({ canImport }: { canImport: boolean }) {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  if (!canImport) return <p className="sheet pad">{t('customers.noneYet')}</p>;
  return (
    <div className="sheet pad stack">
      <p>{t('customers.none')}</p>
      <div className="row">
        <Link
          className="button primary"
          to="/t/$team/p/$product/imports/new"
          params={{ team: team.id, product: product.id }}
        >
          {t('overview.upload')}
        </Link>
        <SampleButton />
      </div>
    </div>
  );
}
