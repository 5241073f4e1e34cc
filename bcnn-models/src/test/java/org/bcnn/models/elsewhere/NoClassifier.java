package org.bcnn.models.elsewhere;

import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ClassifierModel;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.spec.Spec;

/** A mistake: it returns pixels, not logits. */
public final class NoClassifier implements ClassifierProvider, ClassifierModel {
  @Override
  public String name() {
    return "no-classifier";
  }

  @Override
  public String description() {
    return "returns the pixels";
  }

  @Override
  public ClassifierModel create(Spec spec) {
    return this;
  }

  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    return new Flatten();
  }

  @Override
  public Spec spec() {
    return Spec.of(name());
  }
}
