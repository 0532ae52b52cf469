import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';

/** What a failure says to a person: the server's words, which are in their language. */
export function words(failure: unknown, t: TFunction): { title: string; detail?: string } {
  if (failure instanceof ApiError) {
    const problem = failure.problem;
    if (!problem) return { title: t('error.offline'), detail: t('error.offlineDetail') };
    return { title: problem.title, detail: problem.detail };
  }
  return { title: t('error.unexpected') };
}

interface Props {
  failure: unknown;
  retry?: () => void;
}

/** What failed, why, and what to do; with the id that operators can search their logs for. */
export function ProblemNotice({ failure, retry }: Props) {
  const { t } = useTranslation();
  const { title, detail } = words(failure, t);
  const correlationId = failure instanceof ApiError ? failure.problem?.correlationId : undefined;
  return (
    <div className="notice danger stack" role="alert">
      <div>
        <strong>{title}</strong>
        {detail && <p>{detail}</p>}
      </div>
      {(retry || correlationId) && (
        <div className="row between">
          {retry && (
            <button type="button" onClick={retry}>
              {t('error.retry')}
            </button>
          )}
          {correlationId && (
            <details>
              <summary>{t('error.details')}</summary>
              <code>{correlationId}</code>
            </details>
          )}
        </div>
      )}
    </div>
  );
}
