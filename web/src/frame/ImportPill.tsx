import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { importsQuery, isRunning } from '../imports/imports';
import type { Product, Team } from '../session/session';
import { count, percent } from '../ui/format';
import styles from './Shell.module.css';

interface Props {
  team: Team;
  product: Product;
}

/** What is being imported into the product, wherever one is; the way to it. */
export function ImportPill({ team, product }: Props) {
  const { t } = useTranslation();
  const { importId } = useParams({ strict: false });
  const imports = useQuery(importsQuery(team.id, product.id));
  const running = (imports.data?.items ?? []).filter(isRunning);
  const [one] = running;
  if (!one || (running.length === 1 && one.id === importId)) return null;
  const handled = running.reduce((sum, each) => sum + (each.run?.handled ?? 0), 0);
  const rows = running.reduce((sum, each) => sum + (each.run?.rows ?? each.analysis?.rows ?? 0), 0);
  const share = rows > 0 ? Math.min(handled / rows, 1) : 0;
  const name =
    running.length === 1
      ? one.fileName
      : t('frame.imports', { count: running.length, shown: count(running.length) });
  const place = { team: team.id, product: product.id };
  const shown = (
    <>
      <span className={styles.label}>{name} · </span>
      {percent(share)}
    </>
  );
  return running.length === 1 ? (
    <Link
      className={styles.pill}
      to="/t/$team/p/$product/imports/$importId"
      params={{ ...place, importId: one.id }}
    >
      {shown}
    </Link>
  ) : (
    <Link className={styles.pill} to="/t/$team/p/$product/imports" params={place}>
      {shown}
    </Link>
  );
}
