package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.data.TransferProgress;
import picocli.CommandLine.Option;

/** The options that say where data is and what it is brought to. */
final class DataMixin {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The folder that holds the data set's files, or a folder named after the data set; with "
              + "--data folder, your pictures. "
              + "Default: what BCNN_DATA_DIR names, else the cache.")
  private Path folder;

  @Option(names = "--download", description = "Download the data set's files if they are missing.")
  private boolean download;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description =
          "With --data folder: brings pictures to N by N pixels, as --data folder:size=N does.")
  private Integer imageSize;

  /** The data set that is asked for. */
  DataSource source(DataSources sources, String name) {
    return imageSize == null
        ? sources.get(name)
        : sources.get(name + (name.indexOf(':') < 0 ? ":" : ",") + "size=" + imageSize);
  }

  /** The name of a data set without its settings, for names of files. */
  static String plain(String name) {
    return name.replaceFirst(":.*", "");
  }

  DataContext context(DataContext environment, PrintWriter err) {
    DataContext context = folder == null ? environment : environment.withDataDir(folder);
    return download ? context.withDownload(new DownloadLines(err)) : context;
  }

  /** Says which file is being downloaded, once for each. */
  private static final class DownloadLines implements TransferProgress {
    private final PrintWriter err;
    private String last = "";

    DownloadLines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void update(String file, long done, long total) {
      if (!file.equals(last)) {
        err.printf("downloading %s (%.1f MB)%n", file, total / 1e6);
        last = file;
      }
    }
  }
}
