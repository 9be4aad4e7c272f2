using System.Globalization;

namespace Amp.Batch.Reports.Html;

/// <summary>The letter and the colour by which a combination is known all over the page.</summary>
internal static class CombinationKey
{
    private const int Colours = 8;

    /// <summary>A to Z, then AA, AB and so on.</summary>
    public static string Letter(int index) => (index < 26 ? "" : Letter((index / 26) - 1)) + (char)('A' + (index % 26));

    /// <summary>The class of its colour. There are eight, told apart also by those who see few colours; the letter tells what the colour cannot.</summary>
    public static string Colour(int index) => "k" + (index % Colours).ToString(CultureInfo.InvariantCulture);

    public static void Write(HtmlText html, int index) => html.Element("span", Letter(index), "class", $"key {Colour(index)}");

    public static void WriteWithName(HtmlText html, int index, string name)
    {
        html.Open("span", "class", "combo");
        Write(html, index);
        html.Element("span", name, "class", "name").Close("span");
    }
}
