import { Eye, KeyRound, Shield, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const ICONS = { owner: KeyRound, admin: Shield, member: UserRound, viewer: Eye };

/** A role: a word with its sign, without a colour of its own. */
export function Role({ of }: { of: string }) {
  const { t } = useTranslation();
  const Icon = ICONS[of as keyof typeof ICONS];
  return (
    <span className="chip">
      {Icon && <Icon size={12} aria-hidden />}
      {t(`role.${of}`)}
    </span>
  );
}
