/**
 * What training runs of every task share: learning-rate schedules, the records of steps and epochs,
 * and who is told of them.
 */
package org.bcnn.tasks.training;
