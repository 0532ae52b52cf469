package io.kundenwert.support.email;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity behind an e-mail address (A7): Unicode NFC, case-folded, the domain in ASCII. Equal
 * identities are equal texts.
 */
public final class EmailAddress {
  /** Characters of the longest identity. */
  public static final int LONGEST = 320;

  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final int LONGEST_LABEL = 63;

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final IDNA UTS_46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);

  private EmailAddress() {}

  /** The identity of a trimmed text; null if it is not an e-mail address. */
  public static @Nullable String identity(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    int at = text.lastIndexOf('@');
    if (at <= 0 || at == text.length() - 1) {
      return null;
    }
    return isPlain(text, at) ? plain(text, at) : international(text, at);
  }

  /** Whether the text is ASCII and no label of the domain is encoded. */
  private static boolean isPlain(String text, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    for (int i = at + 1; i + 4 <= text.length(); i++) {
      if (text.regionMatches(true, i, "xn--", 0, 4)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String plain(String text, int at) {
    String lower = lowerCase(text);
    return isLocal(lower, at) && isDomain(lower, at + 1) ? lower : null;
  }

  private static @Nullable String international(String text, int at) {
    String local = NFC.normalize(UCharacter.foldCase(NFC.normalize(text.substring(0, at)), true));
    StringBuilder domain = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS_46.nameToASCII(text.substring(at + 1), domain, info);
    if (info.hasErrors()) {
      return null;
    }
    String identity = local + '@' + lowerCase(domain.toString());
    return identity.length() <= LONGEST
            && isLocal(identity, local.length())
            && isDomain(identity, local.length() + 1)
        ? identity
        : null;
  }

  /** Most addresses are in lower case already: then nothing is copied. */
  private static String lowerCase(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return ascii.toLowerCase(Locale.ROOT);
      }
    }
    return ascii;
  }

  private static boolean isLocal(String text, int to) {
    if (to == 0 || to > LONGEST_LOCAL) {
      return false;
    }
    boolean dot = true;
    for (int i = 0; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (dot) {
          return false;
        }
        dot = true;
      } else if (isAtom(c)) {
        dot = false;
      } else {
        return false;
      }
    }
    return !dot;
  }

  private static boolean isAtom(char c) {
    if (c >= 128) {
      return Character.isLetterOrDigit(c) || isMark(c) || Character.isSurrogate(c);
    }
    return isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Letters, digits and hyphens between points; at least two labels, the last not a number. */
  private static boolean isDomain(String text, int from) {
    if (text.length() - from > LONGEST_DOMAIN) {
      return false;
    }
    int label = from;
    int labels = 0;
    for (int i = from; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != '.') {
        if (!isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-') {
          return false;
        }
        continue;
      }
      if (!isLabel(text, label, i)) {
        return false;
      }
      labels++;
      label = i + 1;
    }
    int last = text.lastIndexOf('.') + 1;
    return labels > 1 && text.length() - last > 1 && !isDigit(text.charAt(last));
  }

  private static boolean isLabel(String text, int from, int to) {
    return to > from
        && to - from <= LONGEST_LABEL
        && text.charAt(from) != '-'
        && text.charAt(to - 1) != '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
