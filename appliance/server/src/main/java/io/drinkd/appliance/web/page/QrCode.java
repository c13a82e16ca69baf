package io.drinkd.appliance.web.page;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Locale;

/** QR codes as SVG: black on white in both themes, as cameras want them. */
final class QrCode {

  /** Cameras need this much white around it. */
  private static final int MARGIN = 4;

  private QrCode() {}

  /**
   * The code of a text.
   *
   * @param text not longer than an address may be
   */
  static String svg(String text) {
    ByteMatrix dots = dots(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < dots.getHeight(); y++) {
      for (int x = 0; x < dots.getWidth(); x++) {
        if (dots.get(x, y) == 1) {
          path.append(String.format(Locale.ROOT, "M%d %dh1v1h-1z", x + MARGIN, y + MARGIN));
        }
      }
    }
    int size = dots.getWidth() + 2 * MARGIN;
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\""
            + " shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%1$dv%1$dH0z\"/>"
            + "<path d=\"%2$s\"/></svg>",
        size,
        path);
  }

  private static ByteMatrix dots(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code: " + text, e);
    }
  }
}
