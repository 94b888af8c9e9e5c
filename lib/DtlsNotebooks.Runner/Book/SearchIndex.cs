using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DtlsNotebooks.Runner.Book;

/// <summary>
/// What the search looks through: the places of every page, and the terms of the glossary. It is a script and no file
/// of data, since a page that was opened from a disk may load the one and not the other.
/// </summary>
internal sealed class SearchIndex
{
    /// <summary>The name of the script.</summary>
    public const string Script = "search.js";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Default };

    private readonly JsonArray _pages = [];
    private readonly JsonArray _places = [];
    private readonly JsonArray _terms = [];

    /// <summary>Adds a page.</summary>
    /// <param name="page">Its title and its file.</param>
    /// <param name="sections">Its places.</param>
    public void Add(PageLink page, IEnumerable<SearchSection> sections)
    {
        int number = _pages.Count;
        _pages.Add((JsonNode)new JsonArray(page.Url, page.Text));
        foreach (SearchSection section in sections)
            _places.Add((JsonNode)new JsonArray(number, section.Id, section.Title, section.Text, section.Folded));
    }

    /// <summary>Adds the terms of the glossary.</summary>
    /// <param name="glossary">The glossary.</param>
    public void Add(Glossary glossary)
    {
        foreach (GlossaryTerm term in glossary.Terms)
            _terms.Add((JsonNode)new JsonArray($"{BookMap.Syllabus}#{term.Id}", term.Term, term.Sentence));
    }

    /// <summary>The script.</summary>
    public string Write() =>
        $"window.bookIndex={new JsonObject { ["pages"] = _pages, ["places"] = _places, ["terms"] = _terms }.ToJsonString(Compact)};\n";
}
