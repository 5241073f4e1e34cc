/** What a run leaves behind: its folder, tables of steps and epochs, scores and provenance. */
package org.bcnn.tasks.report;
