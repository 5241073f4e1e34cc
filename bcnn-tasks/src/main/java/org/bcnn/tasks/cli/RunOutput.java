package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import org.bcnn.tasks.report.RunFolder;

/**
 * Where a run writes to.
 *
 * @param folder for its files
 * @param tensorBoard whether event files are among them
 * @param out for its scores
 * @param err for how it advances
 */
record RunOutput(RunFolder folder, boolean tensorBoard, PrintWriter out, PrintWriter err) {}
