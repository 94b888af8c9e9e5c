namespace DtlsNotebooks.Tests.Runner.Book;

/// <summary>Looks for words that are too faint: WCAG 2.2, 1.4.3.</summary>
internal static class Contrast
{
    /// <summary>
    /// JavaScript that names each piece of visible text whose contrast to its ground is below 4.5 to 1. Figures of the
    /// library, which have tests of their own, are left out.
    /// </summary>
    public const string Script = """
        (() => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          function parts(color) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return canvas.getImageData(0, 0, 1, 1).data;
          }
          function light(color) {
            const [r, g, b] = Array.from(parts(color)).slice(0, 3).map(v => {
              v /= 255;
              return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          }
          function ground(element) {
            for (; element; element = element.parentElement) {
              const color = getComputedStyle(element).backgroundColor;
              if (parts(color)[3] > 250) return color;
            }
            return 'white';
          }
          document.querySelectorAll('details').forEach(fold => fold.open = true);
          document.querySelectorAll('.gloss').forEach(gloss => gloss.classList.add('open'));
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const faint = new Set();
          let seen = 0;
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || element.closest('.dtls, script, style, [aria-hidden], .picture')) continue;
            if (!element.checkVisibility({ visibilityProperty: true })) continue;
            seen++;
            const style = getComputedStyle(element);
            const [a, b] = [light(style.color), light(ground(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.add(`${ratio.toFixed(2)} ${style.color} ${element.tagName}.${element.className}: ${walker.currentNode.data.trim().slice(0, 40)}`);
          }
          return seen < 20 ? `only ${seen} texts` : Array.from(faint).slice(0, 10).join('\n');
        })()
        """;
}
