import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import sample from '../../../samples/kunden-excel.csv?url';
import { ApiError } from '../api/client';
import { sourcesQuery } from '../customers/customers';
import { useProduct, useTeam } from '../session/session';
import { bytes, percent } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Imports.module.css';
import { canSendAgain, lastSource, meter, type Sent, UploadBroke } from './imports';
import { SourceField } from './SourceField';
import { Steps } from './Steps';
import { useFileDrop } from './useFileDrop';
import { type Upload, useUpload } from './useUpload';

/** What the server calls the source of files of which nothing is said. */
const USUAL_SOURCE = 'Import';

/** The first step: a file. It is streamed to the server, which begins to read it at once. */
export function NewImportPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const { corrects } = useSearch({ strict: false });
  return (
    <Page title={t(corrects ? 'upload.corrected' : 'imports.new')} context={product.name}>
      <FileStep key={product.id} teamId={team.id} productId={product.id} corrects={corrects} />
    </Page>
  );
}

interface Props {
  teamId: string;
  productId: string;
  corrects: string | undefined;
}

function FileStep({ teamId, productId, corrects }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [sent, setSent] = useState<(Sent & { rate: number | null }) | null>(null);
  const queries = useQueryClient();
  const wanted = sourcesQuery({ teamId, productId });
  // A corrected file goes on where the one before it was.
  const sources = useQuery({ ...wanted, enabled: !corrects });
  const [named, setNamed] = useState<string | null>(null);
  const known = sources.data?.items ?? [];
  const source = named ?? lastSource(known) ?? USUAL_SOURCE;
  const { send, open, breakOff } = useUpload();
  // Leaving would break the transfer off; afterwards nothing is lost by leaving.
  const sending = send.isPending;
  useEffect(() => {
    if (!sending) return undefined;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [sending]);
  const start = (next: Upload) => {
    const rate = meter();
    send.mutate(
      {
        ...next,
        onSent: (now) => setSent({ ...now, rate: rate(now.sent, performance.now()) }),
      },
      { onSuccess: open, onError: () => setSent(null) },
    );
  };
  // What is dropped before the sources are known waits for them.
  const fields = async (): Promise<Record<string, string>> => {
    if (corrects) return { corrects };
    const name = sources.isPending
      ? await queries.ensureQueryData(wanted).then(
          ({ items }) => lastSource(items),
          () => null,
        )
      : source.trim();
    return name ? { source: name } : {};
  };
  const take = (file: File | undefined) => {
    if (!file || sending) return;
    if (file.size === 0) {
      setWrong(t('upload.empty', { name: file.name }));
      return;
    }
    setWrong(null);
    start({ file, fields: fields(), key: crypto.randomUUID() });
  };
  const over = useFileDrop(take);
  const attempt = send.variables;
  return (
    <>
      <Steps current="file" />
      {!corrects && !sources.isPending && !sent && (
        <SourceField names={known.map((each) => each.name)} value={source} onChange={setNamed} />
      )}
      <div className={styles.drop} data-over={over || undefined}>
        {sent ? (
          <div className="stack">
            <label htmlFor="upload-progress">
              {t('upload.sending', {
                sent: bytes(sent.sent),
                size: bytes(sent.size),
                percent: percent(sent.size ? sent.sent / sent.size : 1),
              })}
              {sent.rate !== null && ` · ${t('upload.rate', { rate: bytes(sent.rate) })}`}
            </label>
            <progress id="upload-progress" value={sent.sent} max={sent.size} />
            <div className="row">
              <button type="button" onClick={breakOff}>
                {t('action.cancel')}
              </button>
            </div>
          </div>
        ) : (
          <>
            <button type="button" className="primary" onClick={() => input.current?.click()}>
              {t('upload.choose')}
            </button>
            <p>{t('upload.drop')}</p>
            <p className="muted">{t('upload.formats')}</p>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <div aria-live="polite">
        {wrong && <div className="notice danger">{wrong}</div>}
        {send.isError && <UploadFailure failure={send.error} />}
        {attempt && canSendAgain(send.error) && (
          <div className={`row ${styles.again}`}>
            <button type="button" onClick={() => start(attempt)}>
              {t('upload.again')}
            </button>
            <span className="muted">{attempt.file.name}</span>
          </div>
        )}
      </div>
      <section className={styles.needs}>
        <h2>{t('upload.needs')}</h2>
        <p>{t('upload.needsText')}</p>
        {!corrects && !sent && (
          <a href={sample} download="kunden-excel.csv">
            {t('upload.sample')}
          </a>
        )}
      </section>
    </>
  );
}

/** Why a file did not arrive. Nothing of it counts: an import is started only later. */
function UploadFailure({ failure }: { failure: unknown }) {
  const { t } = useTranslation();
  if (failure instanceof DOMException) return <div className="notice">{t('upload.aborted')}</div>;
  if (failure instanceof UploadBroke && failure.at.sent > 0) {
    const { sent, size } = failure.at;
    return (
      <div className="notice danger">
        {t('upload.broke', { sent: bytes(sent), size: bytes(size) })}
      </div>
    );
  }
  // A page of a proxy on the way, not an answer of ours.
  if (failure instanceof ApiError && failure.code === 'unknown') {
    const { status } = failure;
    return (
      <div className="notice danger">
        {t(status === 413 ? 'upload.tooLarge' : 'upload.unclear', { status })}
      </div>
    );
  }
  return <ProblemNotice failure={failure} />;
}
