import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;

/** Checks many EPUBs with one engine: `Epubs FILE…` prints a line for each, and below it what was found. */
public class Epubs {
    public static void main(String[] arguments) {
        for (String name : arguments) {
            Findings findings = new Findings(name);
            new EpubCheck(new File(name), findings).doValidate();
            System.out.println((findings.text.isEmpty() ? "PASS\t" : "FAIL\t") + name);
            System.out.print(findings.text);
        }
    }

    /** Errors and warnings as lines. */
    private static class Findings extends MasterReport {
        final StringBuilder text = new StringBuilder();

        Findings(String name) {
            this.setEpubFileName(name);
        }

        @Override
        public void message(Message message, EPUBLocation location, Object... parts) {
            Severity severity = message.getSeverity();
            if (severity == Severity.FATAL || severity == Severity.ERROR || severity == Severity.WARNING) {
                text.append("\t" + severity + " " + message.getID() + " " + message.getMessage(parts) + " " + location + "\n");
            }
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {}

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {}
    }
}
