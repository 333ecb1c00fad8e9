/** How people came, as WeChat's scene numbers group it (场景值, state of July 2026). `other`: a number nobody knew yet. */
export type SceneGroup =
  | 'search'
  | 'chat'
  | 'qr'
  | 'mini-program-code'
  | 'message'
  | 'official-account'
  | 'app-or-web'
  | 'mini-program'
  | 'moments'
  | 'recent'
  | 'other'

const SCENES: Record<Exclude<SceneGroup, 'other'>, readonly number[]> = {
  search: [1005, 1006, 1053],
  chat: [1007, 1008, 1044, 1073, 1081, 1096],
  qr: [1011, 1012, 1013],
  'mini-program-code': [1047, 1048, 1049],
  message: [1014, 1043, 1107, 1231],
  'official-account': [1020, 1035, 1058, 1067, 1074, 1082, 1157],
  'app-or-web': [1036, 1065, 1069, 1167, 1194, 1286],
  'mini-program': [1037, 1038],
  moments: [1045, 1046, 1084, 1154, 1155],
  recent: [1001, 1023, 1089, 1090, 1103, 1104],
}

const GROUP_OF = new Map<number, SceneGroup>(
  Object.entries(SCENES).flatMap(([group, scenes]) => scenes.map((scene) => [scene, group as SceneGroup] as const)),
)

/**
 * The group of a raw scene number; a number that is not in the list is `other`, so is none at all. WeChat adds numbers every
 * year: the raw number is what is stored, the group is made when it is read.
 */
export const sceneGroup = (scene: number | null): SceneGroup =>
  scene === null ? 'other' : (GROUP_OF.get(scene) ?? 'other')

/** WeChat's crawler and its load-test tool: visits that are no neighbour's. Kept as they came, counted nowhere. */
export const MACHINE_SCENES = [1129, 1203] as const

export const isMachine = (scene: number | null): boolean =>
  scene !== null && (MACHINE_SCENES as readonly number[]).includes(scene)
