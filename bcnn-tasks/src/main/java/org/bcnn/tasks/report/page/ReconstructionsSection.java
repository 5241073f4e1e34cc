package org.bcnn.tasks.report.page;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.superresolution.PictureExample;
import org.bcnn.tasks.superresolution.PixelPrediction;
import org.bcnn.tasks.superresolution.Reconstruction;

/** Parts of some pictures: what was given, what is made of it, the truth, and how sure that is. */
final class ReconstructionsSection implements Section {
  /** How wide a picture is shown, in pixels of the page. */
  private static final int SHOWN = 240;

  /** About how many pixels of a picture are shown along an axis: half of that, to be enlarged. */
  private static final int SIDE = SHOWN / 2;

  /** A few large numbers must not leave all others dark. */
  private static final double SHARE = 0.995;

  private static final double BLACK = 16;
  private static final double RANGE = 219;

  private final List<PictureExample> examples;

  ReconstructionsSection(List<PictureExample> examples) {
    this.examples = examples;
  }

  @Override
  public String title() {
    return "Reconstructions";
  }

  @Override
  public boolean isEmpty() {
    return examples.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "The part of each picture that bicubic interpolation does worst on. Errors and deviations "
            + "are in levels from 0 to 1, brighter is more. The absolute error and the total "
            + "deviation of a picture have the same colours, so that they can be compared; the "
            + "epistemic and the aleatoric part have each their own.");
    examples.forEach(example -> write(html, example));
  }

  private static void write(Html html, PictureExample example) {
    html.element(
        "h3",
        String.format(
            Locale.ROOT,
            "%s of %s: %s (PSNR %s dB, bicubic %s dB)",
            example.scores().picture(),
            example.set(),
            example.why(),
            Numbers.plain(example.scores().scores().fidelity().psnr()),
            Numbers.plain(example.scores().bicubic().psnr())));
    Reconstruction made = example.reconstruction();
    PixelPrediction prediction = made.prediction();
    Window window = Window.of(made);
    String of = " of a part of " + example.scores().picture();
    Plane error = difference(prediction.mean(), made.pair().high(), window);
    Plane total = window.cut(prediction.deviation());
    Plane epistemic = window.cut(prediction.epistemic()).map(Math::sqrt);
    Plane aleatoric = window.cut(prediction.aleatoric()).map(Math::sqrt);
    ColourScale common = ColourScale.fromZero("level", SHARE, List.of(error, total));
    new PictureRow(
            SHOWN,
            List.of(
                picture("Input", "The low resolution" + of, window.small(made.pair().low())),
                picture("Bicubic", "Bicubic interpolation" + of, window.cut(made.bicubic())),
                picture("Mean", "The mean over draws" + of, window.cut(prediction.mean())),
                picture("Truth", "The true luma" + of, window.cut(made.pair().high())),
                map("Absolute error", "The absolute error" + of, error, common),
                map("Standard deviation", "The total standard deviation" + of, total, common),
                map("Epistemic part", "The epistemic deviation" + of, epistemic, own(epistemic)),
                map("Aleatoric part", "The aleatoric deviation" + of, aleatoric, own(aleatoric))))
        .write(html);
  }

  private static PictureFigure picture(String title, String alt, Plane luma) {
    // The luma goes from 16 to 235.
    Plane levels = luma.map(level -> (level * Picture.WHITE - BLACK) * Picture.WHITE / RANGE);
    return new ShownPicture(title, alt, "", new Picture(List.of(levels)));
  }

  private static PictureFigure map(String title, String alt, Plane plane, ColourScale scale) {
    DoubleSummaryStatistics levels = Arrays.stream(plane.levels()).summaryStatistics();
    String mean = Numbers.plain(levels.getAverage());
    return new HeatMap(
        title,
        String.format("%s, on average %s", alt, mean),
        levels.getMin() == levels.getMax()
            ? String.format("The same for every pixel: %s.", mean)
            : String.format("On average %s.", mean),
        plane,
        scale);
  }

  private static ColourScale own(Plane plane) {
    return ColourScale.fromZero("level", SHARE, List.of(plane));
  }

  private static Plane difference(Plane a, Plane b, Window window) {
    Plane from = window.cut(a);
    Plane to = window.cut(b);
    double[] levels = new double[from.levels().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Math.abs(from.levels()[i] - to.levels()[i]);
    }
    return new Plane(from.height(), from.width(), levels);
  }

  /**
   * A part of a picture, in pixels of the low resolution.
   *
   * @param top its first row
   * @param left its first column
   * @param height its rows
   * @param width its columns
   * @param factor the pixels of the high resolution for each
   */
  private record Window(int top, int left, int height, int width, int factor) {
    /** The part with the largest error of bicubic interpolation. */
    static Window of(Reconstruction made) {
      int factor = made.pair().factor();
      Plane low = made.pair().low();
      int height = Math.min(low.height(), SIDE / factor);
      int width = Math.min(low.width(), SIDE / factor);
      Window best = new Window(0, 0, height, width, factor);
      double most = -1;
      // Quarters overlap, and those at the end end there.
      for (int i = 0; i * height < 4 * (low.height() - height) + height; i++) {
        for (int j = 0; j * width < 4 * (low.width() - width) + width; j++) {
          Window window =
              new Window(
                  Math.min(i * height / 4, low.height() - height),
                  Math.min(j * width / 4, low.width() - width),
                  height,
                  width,
                  factor);
          double sum = window.squares(made.bicubic(), made.pair().high());
          if (sum > most) {
            most = sum;
            best = window;
          }
        }
      }
      return best;
    }

    private double squares(Plane a, Plane b) {
      Plane from = cut(a);
      Plane to = cut(b);
      double sum = 0;
      for (int i = 0; i < from.levels().length; i++) {
        double difference = from.levels()[i] - to.levels()[i];
        sum += difference * difference;
      }
      return sum;
    }

    Plane small(Plane low) {
      return low.crop(top, left, height, width);
    }

    Plane cut(Plane high) {
      return high.crop(top * factor, left * factor, height * factor, width * factor);
    }
  }
}
