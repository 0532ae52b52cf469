import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import sample from '../../../samples/kunden-excel.csv?url';
import { may, useProduct, useTeam } from '../session/session';
import { useMemberNames } from '../team/members';
import { count, moment } from '../ui/format';
import { More } from '../ui/More';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import { allImportsQuery, type ImportState } from './imports';
import { SampleButton } from './SampleButton';

/** What was imported, by whom, and what became of it. */
export function ImportsPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const imports = useInfiniteQuery(allImportsQuery(team.id, product.id));
  const nameOf = useMemberNames(team.id);
  const place = { team: team.id, product: product.id };
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('imports.title')}
      context={product.name}
      action={
        may(product, 'import-customers') && (
          <Link className="button primary" to="/t/$team/p/$product/imports/new" params={place}>
            {t('imports.new')}
          </Link>
        )
      }
    >
      {imports.isError ? (
        <ProblemNotice failure={imports.error} retry={() => void imports.refetch()} />
      ) : imports.isPending ? (
        <div className="sheet pad muted">{t('state.loading')}</div>
      ) : items.length === 0 ? (
        <div className="sheet pad">
          <p>{t('imports.none')}</p>
          {may(product, 'import-customers') && (
            <div className="row">
              <SampleButton />
              <a href={sample} download="kunden-excel.csv">
                {t('upload.sample')}
              </a>
            </div>
          )}
        </div>
      ) : (
        <div className="sheet scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('imports.file')}</th>
                <th scope="col">{t('imports.status')}</th>
                <th scope="col">{t('imports.at')}</th>
                <th scope="col">{t('imports.by')}</th>
                <th scope="col">{t('source.label')}</th>
                <th scope="col" className="number">
                  {t('count.created')}
                </th>
                <th scope="col" className="number">
                  {t('count.updated')}
                </th>
                <th scope="col" className="number">
                  {t('count.unchanged')}
                </th>
                <th scope="col" className="number">
                  {t('count.merged')}
                </th>
                <th scope="col" className="number">
                  {t('count.rejected')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <Link
                      to="/t/$team/p/$product/imports/$importId"
                      params={{ ...place, importId: each.id }}
                    >
                      {each.fileName}
                    </Link>
                  </th>
                  <td>
                    <Status of={each} />
                  </td>
                  <td>{moment(each.createdAt)}</td>
                  <td>{nameOf(each.createdBy)}</td>
                  <td>{each.source}</td>
                  {(['created', 'updated', 'unchanged', 'merged', 'rejected'] as const).map(
                    (name) => (
                      <td key={name} className="number">
                        {each.run ? count(each.run.counts[name]) : ''}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          {imports.hasNextPage && (
            <div className="pad">
              <More of={imports}>{t('imports.more')}</More>
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

/** A status as a word, and as a colour for what needs attention. */
export function Status({ of }: { of: ImportState }) {
  const { t } = useTranslation();
  const undo = of.run?.undo;
  if (undo) {
    return <span className="chip warn">{t(`undo.${undo.status}`)}</span>;
  }
  const kind =
    of.status === 'finished'
      ? 'ok'
      : of.status === 'failed' || of.status === 'unreadable'
        ? 'danger'
        : of.status === 'questions'
          ? 'warn'
          : '';
  return (
    <span className={`chip ${kind}`}>
      {of.run?.queued ? t('status.queued') : t(`status.${of.status}`)}
    </span>
  );
}
