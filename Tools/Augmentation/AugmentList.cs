using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Tools.Commands;
using Spectre.Console;

namespace FewLabels.Sim.Tools.Augmentation;

/// <summary>All recipes and operations, for <c>fewlabels augment --list</c>.</summary>
internal static class AugmentList
{
    public static void Write(Terminal terminal)
    {
        var console = terminal.Tables();
        var recipes = new Table().Border(TableBorder.Simple).AddColumns("recipe", "operations", "about");
        foreach (var recipe in RecipeCatalog.All)
            recipes.AddRow(new[] { recipe.Name, string.Join(", ", recipe.Operations), recipe.About }.Select(Markup.Escape).ToArray());
        console.Write(recipes);
        var operations = new Table().Border(TableBorder.Simple).AddColumns("operation", "unless said", "allowed", "about", "labels");
        foreach (var kind in OperationCatalog.All)
        {
            operations.AddRow(new[] { kind.Name, "", "", kind.About, kind.Labels }.Select(Markup.Escape).ToArray());
            foreach (var parameter in kind.Parameters)
                operations.AddRow(new[] { $"  {kind.Name}.{parameter.Name}", Number(parameter.Default), $"{Number(parameter.Least)} to {Number(parameter.Most)}", parameter.About, "" }.Select(Markup.Escape).ToArray());
        }
        console.Write(operations);
    }

    public static void WriteJson(Terminal terminal) => terminal.Output.WriteLine(JsonSerializer.Serialize(new
    {
        Recipes = RecipeCatalog.All.Select(recipe => new { recipe.Name, recipe.About, Operations = recipe.Operations.Select(operation => new { operation.Kind.Name, operation.Values }) }),
        Operations = OperationCatalog.All.Select(kind => new
        {
            kind.Name,
            kind.About,
            kind.Labels,
            Parameters = kind.Parameters.Select(parameter => new { parameter.Name, parameter.Default, parameter.Least, parameter.Most, parameter.Whole, parameter.About }),
        }),
    }, DatasetCommand.Readable));

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
