import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import type { Product, Team } from '../session/session';
import { useMemberNames } from '../team/members';
import { type Amount, count, moment, money } from '../ui/format';
import type { ImportState } from './imports';

/** The import that has brought the same content. */
interface Before {
  importId: string;
  fileName: string;
  startedBy: string;
  startedAt: string;
  rows: number;
  sums: Amount[];
}

/** What a start says of the import that has brought the same content; null if it says no such thing. */
export function knownFile(failure: unknown): Before | null {
  return failure instanceof ApiError && failure.code === 'already-imported'
    ? ((failure.problem?.params ?? null) as Before | null)
    : null;
}

interface Props {
  before: Before;
  state: ImportState;
  team: Team;
  product: Product;
  again: boolean;
  onAgain: (again: boolean) => void;
}

/** Says who has imported this file before, and when; it counts again only if that is said (A8). */
export function KnownFile({ before, state, team, product, again, onAgain }: Props) {
  const { t } = useTranslation();
  const nameOf = useMemberNames(team.id);
  // Totals and payments with a number replace what the same source has said of them.
  const adds =
    state.amounts === 'new' &&
    !state.analysis?.columns.some((column) => column.target === 'transaction-id');
  const sums = before.sums.map(money).join(' · ');
  return (
    <div className="notice warn stack" role="alert">
      <div>
        <strong>{t('known.title')}</strong>
        <p>
          {t('known.text', {
            who: nameOf(before.startedBy),
            at: moment(before.startedAt),
            file: before.fileName,
            count: before.rows,
            shown: count(before.rows),
          })}
          {adds && ` ${sums ? t('known.addsSum', { sums }) : t('known.adds')}`}
        </p>
      </div>
      <div className="row">
        <Link
          className="button"
          to="/t/$team/p/$product/imports/$importId"
          params={{ team: team.id, product: product.id, importId: before.importId }}
        >
          {t('known.view')}
        </Link>
        <label className="row">
          <input
            type="checkbox"
            checked={again}
            onChange={(event) => onAgain(event.target.checked)}
          />
          {adds ? t('check.again') : t('known.again')}
        </label>
      </div>
    </div>
  );
}
