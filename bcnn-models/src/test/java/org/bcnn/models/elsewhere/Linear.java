package org.bcnn.models.elsewhere;

import java.util.List;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ClassifierModel;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/** Multinomial logistic regression. */
public record Linear(boolean bias) implements ClassifierModel {
  @Override
  public Layer build(ClassifierDescription description, ParameterFactory weights) {
    int pixels = description.channels() * description.height() * description.width();
    return new Sequential(
        List.of(
            new Flatten(),
            Dense.create("regression", pixels, description.classes(), bias, weights)));
  }

  @Override
  public Spec spec() {
    return Spec.of("linear").with("bias", bias);
  }

  /** Makes the model by name. */
  public static final class LinearProvider implements ClassifierProvider {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public String description() {
      return "multinomial logistic regression";
    }

    @Override
    public List<Setting> settings() {
      return List.of(new Setting("bias", "true", "whether there are biases"));
    }

    @Override
    public ClassifierModel create(Spec spec) {
      return new Linear(Boolean.parseBoolean(spec.text("bias")));
    }
  }
}
