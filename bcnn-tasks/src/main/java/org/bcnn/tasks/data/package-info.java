/**
 * Data sets of labelled images, and how they are found, read, downloaded, drawn, split and
 * shuffled.
 *
 * <p>{@link org.bcnn.tasks.data.DataSources#standard()} lists the data sets; a {@link
 * org.bcnn.tasks.data.DataSource} loads a {@link org.bcnn.tasks.data.Split} of one as {@link
 * org.bcnn.tasks.data.LabelledImages}, in a {@link org.bcnn.tasks.data.DataContext} that says where
 * files are and whether they may be downloaded. Whatever goes wrong with data is a {@link
 * org.bcnn.tasks.data.DataException} whose message says what is wrong and what to do.
 *
 * <p>Everything random here (drawn pictures, splits, subsets, the order of an epoch) is a function
 * of a seed, read from {@link org.bcnn.random.RandomStream} at addresses that begin with {@code
 * data/}.
 */
package org.bcnn.tasks.data;
