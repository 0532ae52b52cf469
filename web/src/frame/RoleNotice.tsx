import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../session/session';
import styles from './Shell.module.css';

/** Says that somebody has given one another role, while one was here. */
export function RoleNotice({ team }: { team: Team | undefined }) {
  const { t } = useTranslation();
  const before = useRef(team);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    const was = before.current;
    before.current = team;
    if (was?.id !== team?.id) setChanged(false);
    else if (was?.role !== team?.role) setChanged(true);
  }, [team]);
  return (
    <div role="status">
      {changed && team && (
        <div className={styles.toast}>
          {t('frame.roleNow', { role: t(`role.${team.role}`) })}
          <button type="button" className="quiet" onClick={() => setChanged(false)}>
            {t('frame.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}
