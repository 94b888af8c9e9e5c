using System.Text.RegularExpressions;
using DtlsNotebooks.Runner.Notebooks;
using DtlsNotebooks.Tests.Notebooks;

namespace DtlsNotebooks.Tests.Places;

/// <summary>
/// Who only looks at a notebook on a web page, where no cell runs, finds a picture and the way to the book; folded, so
/// that it answers no question of a student.
/// </summary>
public sealed partial class NotebookPictureTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public static TheoryData<string> Notebooks => CoverageTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_first_cell_has_a_folded_picture_and_leads_to_the_book(string notebook)
    {
        NotebookCell first = NotebookDocument.Load(Path.Combine(Repository.Notebooks, notebook)).Cells[0];
        Match fold = Fold().Match(first.Source);
        string file = Path.Combine(Repository.Notebooks, fold.Groups["file"].Value);

        Assert.True(fold.Success, $"{notebook} has no folded picture in its first cell.");
        Assert.Equal(Path.ChangeExtension(notebook, ".png"), Path.GetFileName(file));
        Assert.True(File.Exists(file), $"{file} is missing.");
        Assert.Equal(Png, File.ReadAllBytes(file)[..Png.Length]);
        Assert.InRange(fold.Groups["words"].Value.Split(' ').Length, 8, 40);
    }

    [GeneratedRegex(
        @"<details>.*!\[(?<words>[^\]]+)\]\((?<file>pictures/[^)]+)\).*\]\(\.\./README\.md\).*</details>",
        RegexOptions.Singleline
    )]
    private static partial Regex Fold();
}
