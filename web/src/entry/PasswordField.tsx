import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/Field';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  isNew?: boolean;
}

/** A password that can be shown, pasted, and filled in by a password manager. */
export function PasswordField({ label, value, onChange, isNew = false }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Field
        label={label}
        type={shown ? 'text' : 'password'}
        name="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        minLength={isNew ? 12 : undefined}
        hint={isNew ? t('entry.passwordHint') : undefined}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <label className="row" style={{ gap: 6 }}>
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {t('entry.showPassword')}
      </label>
    </div>
  );
}
