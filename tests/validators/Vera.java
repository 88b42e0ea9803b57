import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges files with the engine of veraPDF: `Vera FLAVOUR,… FILE…` prints a line for each of both, and what it found. */
public class Vera {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 1; at < arguments.length; at++) {
            for (String name : arguments[0].split(",")) {
                judge(PDFAFlavour.byFlavourId(name), name, new File(arguments[at]));
            }
        }
    }

    private static void judge(PDFAFlavour flavour, String name, File file) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println((result.isCompliant() ? "PASS\t" : "FAIL\t") + name + "\t" + file);
            Map<String, String> rules = new TreeMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                    String where = found.getLocation() == null ? "" : found.getLocation().getContext();
                    rules.putIfAbsent(rule, found.getMessage() + " @ " + where);
                }
            }
            rules.forEach((rule, message) -> System.out.println("\t" + rule + " " + message));
        } catch (Exception fault) {
            System.out.println("FAIL\t" + name + "\t" + file + "\n\t" + fault);
        }
    }
}
