/**
 * The page of a run, {@code report.html}: one file that needs no other, in light and in dark.
 *
 * <p>{@link org.bcnn.tasks.report.page.ReportPage} puts {@link org.bcnn.tasks.report.page.Section
 * sections} one below the other; each writes itself by means of {@link
 * org.bcnn.tasks.report.page.Html}, which escapes whatever is not markup, and draws {@link
 * org.bcnn.tasks.report.page.Plot plots}, which XChart makes and which take their colours from the
 * page.
 */
package org.bcnn.tasks.report.page;
